package io.lotusconsole.params;

import io.lotusconsole.proving.ParameterFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/** The digest by which the manifest knows a file: BLAKE2b-512, of which the first 16 bytes count. */
final class FileDigest {
    private static final int DIGEST_BITS = 512;
    private static final int KEPT_BYTES = 16;
    private static final int BUFFER_BYTES = 1 << 20;

    private FileDigest() {}

    /** The digest of a file that is, or is to become, a parameter file; its progress is told as a check of that. */
    static String hex(Path path, ParameterFile file, FetchProgress progress) throws IOException {
        long total = Files.size(path);
        return hex(path, done -> progress.checking(file, done, total));
    }

    /**
     * Reads a whole file: seconds a gigabyte.
     *
     * @param progress told now and then how many bytes were read
     * @return 32 hexadecimal digits
     */
    static String hex(Path file, LongConsumer progress) throws IOException {
        Blake2bDigest digest = new Blake2bDigest(DIGEST_BITS);
        byte[] buffer = new byte[BUFFER_BYTES];
        long total = 0;
        try (InputStream in = Files.newInputStream(file)) {
            int count = in.read(buffer);
            while (count >= 0) {
                digest.update(buffer, 0, count);
                total += count;
                progress.accept(total);
                count = in.read(buffer);
            }
        }
        byte[] whole = new byte[digest.getDigestSize()];
        digest.doFinal(whole, 0);
        return HexFormat.of().formatHex(whole, 0, KEPT_BYTES);
    }
}
