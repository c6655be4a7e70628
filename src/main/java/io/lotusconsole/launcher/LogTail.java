package io.lotusconsole.launcher;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The end of a log file. */
final class LogTail {
    /** More than this of the end of a log is not looked at. */
    private static final int BYTES_MAX = 4 << 20;

    private LogTail() {}

    /** The last lines, without their ends; none if there is no file. @param count at least 0 */
    static List<String> lines(Path log, int count) throws IOException {
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.READ)) {
            return lines(channel, count);
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    /** The last lines of what is in the file now; leaves the channel's position behind them. */
    static List<String> lines(FileChannel channel, int count) throws IOException {
        long size = channel.size();
        long start = Math.max(0, size - BYTES_MAX);
        ByteBuffer bytes = ByteBuffer.allocate((int) (size - start));
        while (bytes.hasRemaining() && channel.read(bytes, start + bytes.position()) >= 0) {
            // Until it is full.
        }
        channel.position(start + bytes.position());
        String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
        List<String> lines = new ArrayList<>();
        int end = text.endsWith("\n") ? text.length() - 1 : text.length();
        while (lines.size() < count && end > 0) {
            int before = text.lastIndexOf('\n', end - 1);
            lines.add(0, text.substring(before + 1, end));
            end = before;
        }
        return lines;
    }
}
