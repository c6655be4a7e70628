package io.lotusconsole.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The header of a plain file in a tar archive, form {@code ustar}. */
final class TarHeader {
    static final int BLOCK_BYTES = 512;

    private static final int NAME_BYTES_MAX = 100;
    private static final int SIZE_AT = 124;
    private static final int CHECKSUM_AT = 148;
    private static final int CHECKSUM_BYTES = 8;
    private static final int TYPE_AT = 156;
    private static final int MAGIC_AT = 257;

    /** The most that eleven octal digits say. */
    private static final long OCTAL_MAX = (1L << 33) - 1;

    private TarHeader() {}

    /** @param modifiedSeconds since 1970 @throws IOException if the name is too long for this form */
    static byte[] of(String name, long size, long modifiedSeconds) throws IOException {
        byte[] header = new byte[BLOCK_BYTES];
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        if (nameBytes.length > NAME_BYTES_MAX) {
            throw new IOException("a file name of " + nameBytes.length + " bytes");
        }
        System.arraycopy(nameBytes, 0, header, 0, nameBytes.length);
        put(header, 100, "0000644");
        put(header, 108, "0000000");
        put(header, 116, "0000000");
        if (size <= OCTAL_MAX) {
            put(header, SIZE_AT, octal(size));
        } else {
            // The form of GNU tar and POSIX readers for larger ones: the top bit, then the number itself.
            ByteBuffer.wrap(header).putLong(SIZE_AT + 4, size);
            header[SIZE_AT] = (byte) 0x80;
        }
        put(header, 136, octal(Math.max(0, Math.min(modifiedSeconds, OCTAL_MAX))));
        header[TYPE_AT] = '0';
        put(header, MAGIC_AT, "ustar\00000");
        Arrays.fill(header, CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES, (byte) ' ');
        int sum = 0;
        for (byte b : header) {
            sum += b & 255;
        }
        put(header, CHECKSUM_AT, octal(sum).substring(5) + "\0 ");
        return header;
    }

    private static String octal(long number) {
        String digits = Long.toOctalString(number);
        return "0".repeat(11 - digits.length()) + digits;
    }

    private static void put(byte[] header, int at, String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, header, at, bytes.length);
    }
}
