package io.lotusconsole.json;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** Characters of a stranger's text that would steer a terminal or turn the direction of writing. */
public final class UnsafeText {
    private UnsafeText() {}

    /** C0, DEL, C1, line and paragraph separators, directional marks, the byte order mark. */
    public static boolean isUnsafe(char c) {
        return c < 0x20 || isUnsafeBeyondAscii(c);
    }

    private static boolean isUnsafeBeyondAscii(char c) {
        return c >= 0x7f
                && (c < 0xa0
                        || c >= 0x200e && c <= 0x200f
                        || c >= 0x2028 && c <= 0x202e
                        || c >= 0x2066 && c <= 0x2069
                        || c == 0x061c
                        || c == 0xfeff);
    }

    /**
     * A writer for JSON and YAML whose strings are all quoted: escapes what the generators leave as it is. Both
     * write such characters in quoted strings only, where the escape means the same.
     */
    static Writer escaping(Writer target) {
        return new Escaping(target);
    }

    private static final class Escaping extends FilterWriter {
        Escaping(Writer target) {
            super(target);
        }

        @Override
        public void write(int c) throws IOException {
            write(new char[] {(char) c}, 0, 1);
        }

        @Override
        public void write(String text, int offset, int count) throws IOException {
            write(text.toCharArray(), offset, count);
        }

        @Override
        public void write(char[] text, int offset, int count) throws IOException {
            int from = offset;
            for (int i = offset; i < offset + count; i++) {
                if (isUnsafeBeyondAscii(text[i])) {
                    out.write(text, from, i - from);
                    String hex = Integer.toHexString(text[i]);
                    out.write("\\u" + "0".repeat(4 - hex.length()) + hex);
                    from = i + 1;
                }
            }
            out.write(text, from, offset + count - from);
        }
    }
}
