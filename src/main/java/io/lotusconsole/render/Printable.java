package io.lotusconsole.render;

import io.lotusconsole.json.UnsafeText;

/** Makes text of a stranger safe for a terminal. */
public final class Printable {
    private Printable() {}

    /**
     * The text with every control character written as backslash, x or u, and its hex digits: C0, DEL, C1, line
     * and paragraph separators, and the marks that turn the direction of writing.
     */
    public static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (UnsafeText.isUnsafe(text.charAt(i))) {
                return escapeFrom(text, i);
            }
        }
        return text;
    }

    /** As {@link #escape}, but TAB stays. */
    public static String escapeAllButTab(String text) {
        int tab = text.indexOf('\t');
        if (tab < 0) {
            return escape(text);
        }
        return escape(text.substring(0, tab)) + '\t' + escapeAllButTab(text.substring(tab + 1));
    }

    private static String escapeFrom(String text, int first) {
        StringBuilder out = new StringBuilder(text.length() + 16).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!UnsafeText.isUnsafe(c)) {
                out.append(c);
            } else if (c < 0x100) {
                out.append("\\x").append(hex(c >> 4)).append(hex(c));
            } else {
                out.append("\\u")
                        .append(hex(c >> 12))
                        .append(hex(c >> 8))
                        .append(hex(c >> 4))
                        .append(hex(c));
            }
        }
        return out.toString();
    }

    private static char hex(int value) {
        return Character.forDigit(value & 15, 16);
    }
}
