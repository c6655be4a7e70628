package io.lotusconsole.storage;

import io.lotusconsole.http.ServerExchange;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of a sector, or a directory of such as a flat tar, as it goes out to whoever fetches it. */
final class ServedFile {
    /** Files in a cache directory; a sealed one has fewer than 20. */
    static final int TAR_FILES_MAX = 1000;

    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int NOT_SATISFIABLE = 416;
    private static final int FAILED = 500;

    /** One range; of several, the whole file is sent, as RFC 9110 allows. */
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{1,18})?-(\\d{1,18})?");

    private final Path file;

    ServedFile(Path file) {
        this.file = file;
    }

    /** Sends the file, or the range of it that is asked for. */
    void reply(ServerExchange exchange) throws IOException {
        FileChannel channel;
        long size;
        try {
            channel = FileChannel.open(file, StandardOpenOption.READ);
        } catch (IOException e) {
            exchange.reply(FAILED, null, new byte[0]);
            return;
        }
        try (channel) {
            size = channel.size();
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("Content-Type", "application/octet-stream");
            headers.put("Accept-Ranges", "bytes");
            String header = exchange.header("Range");
            Matcher range = RANGE.matcher(header == null ? "" : header);
            if (!range.matches() || range.group(1) == null && range.group(2) == null) {
                exchange.reply(OK, headers, size, out -> copy(channel, 0, size, out));
                return;
            }
            long start = range.group(1) == null
                    ? Math.max(0, size - Long.parseLong(range.group(2)))
                    : Long.parseLong(range.group(1));
            long last = range.group(1) == null || range.group(2) == null
                    ? size - 1
                    : Math.min(size - 1, Long.parseLong(range.group(2)));
            if (start > last) {
                exchange.reply(NOT_SATISFIABLE, Map.of("Content-Range", "bytes */" + size), 0, out -> {});
                return;
            }
            headers.put("Content-Range", "bytes " + start + "-" + last + "/" + size);
            long length = last - start + 1;
            exchange.reply(PARTIAL, headers, length, out -> copy(channel, start, length, out));
        }
    }

    private static void copy(FileChannel from, long start, long length, OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        for (long done = 0; done < length; ) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), length - done));
            int count = from.read(buffer, start + done);
            if (count < 0) {
                throw new EOFException("the file became shorter");
            }
            out.write(buffer.array(), 0, count);
            done += count;
        }
    }

    /** Sends the plain files of the directory. A range of it nobody can ask for, as at Lotus. */
    void replyAsTar(ServerExchange exchange) throws IOException {
        List<Path> files = new ArrayList<>();
        if (exchange.header("Range") == null) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(file, Files::isRegularFile)) {
                for (Path entry : entries) {
                    files.add(entry);
                }
            } catch (IOException e) {
                files.clear();
            }
        }
        if (files.isEmpty() || files.size() > TAR_FILES_MAX) {
            exchange.reply(FAILED, null, new byte[0]);
            return;
        }
        files.sort(null);
        exchange.reply(OK, Map.of("Content-Type", "application/x-tar"), -1, out -> {
            for (Path entry : files) {
                writeEntry(out, entry);
            }
            out.write(new byte[2 * TarHeader.BLOCK_BYTES]);
        });
    }

    private static void writeEntry(OutputStream out, Path entry) throws IOException {
        try (FileChannel channel = FileChannel.open(entry, StandardOpenOption.READ)) {
            long size = channel.size();
            long seconds = Files.readAttributes(entry, BasicFileAttributes.class)
                            .lastModifiedTime()
                            .toMillis()
                    / 1000;
            out.write(TarHeader.of(entry.getFileName().toString(), size, seconds));
            copy(channel, 0, size, out);
            int over = (int) (size % TarHeader.BLOCK_BYTES);
            out.write(new byte[over == 0 ? 0 : TarHeader.BLOCK_BYTES - over]);
        }
    }
}
