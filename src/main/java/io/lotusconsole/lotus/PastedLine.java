package io.lotusconsole.lotus;

/**
 * Recognises a whole shell line where only its value belongs: {@code export MINER_API_INFO=…}, quotes
 * around it, and the documentation page's {@code export MINER_API_INFO:…`}.
 */
final class PastedLine {
    private PastedLine() {}

    /** The variable it sets; null if it names none. */
    static String variable(String text) {
        String line = withoutExport(text);
        int end = nameEnd(line);
        return end < 0 ? null : line.substring(0, end);
    }

    private static String withoutExport(String text) {
        String line = unquoted(text.strip());
        return line.startsWith("export ")
                ? unquoted(line.substring("export ".length()).strip())
                : line;
    }

    /** The value within, or the text itself if it is no pasted line. */
    static String clean(String text) {
        String value = withoutExport(text);
        int end = nameEnd(value);
        if (end > 0) {
            value = unquoted(value.substring(end + 1).strip());
        }
        return value;
    }

    /** Index of the {@code =} or {@code :} after a variable's name at the start, or -1. */
    private static int nameEnd(String text) {
        int end = text.indexOf("_API_INFO");
        if (end <= 0) {
            return -1;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            if ((c < 'A' || c > 'Z') && c != '_') {
                return -1;
            }
        }
        end += "_API_INFO".length();
        return end < text.length() && (text.charAt(end) == '=' || text.charAt(end) == ':') ? end : -1;
    }

    private static String unquoted(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isQuote(text.charAt(start))) {
            start++;
        }
        while (end > start && isQuote(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'' || c == '`';
    }
}
