package io.lotusconsole.support;

import java.nio.charset.StandardCharsets;

/** Failure output: texts between rules, control characters made visible, and where two texts part. */
public final class Transcript {
    private final StringBuilder text;

    public Transcript(String summary) {
        text = new StringBuilder(summary);
    }

    /** Adds a text between rules. */
    public Transcript with(String title, String body) {
        rule(title);
        String visible = visible(body);
        text.append('\n').append(visible);
        if (!visible.endsWith("\n")) {
            text.append(visible.isEmpty() ? "" : "⏎ (no line end)");
        }
        return this;
    }

    /** Adds both texts between rules, and the place of the first difference. */
    public Transcript withDifference(String what, String expected, String actual) {
        with(what + ", expected", expected);
        with(what + ", actual", actual);
        rule("first difference of " + what + ": " + firstDifference(expected, actual));
        return this;
    }

    private void rule(String title) {
        if (text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        text.append("──── ").append(title).append(' ').append("─".repeat(Math.max(0, 90 - title.length())));
    }

    @Override
    public String toString() {
        return text + "\n";
    }

    /** The text with control characters other than LF and TAB written as escapes, so that it is safe on a terminal. */
    static String visible(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0x1b) {
                out.append("\\e");
            } else if (c != '\n' && c != '\t' && Character.isISOControl(c)) {
                out.append(String.format("\\x%02x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    static String firstDifference(String expected, String actual) {
        int at = 0;
        int line = 1;
        int lineStart = 0;
        int shorter = Math.min(expected.length(), actual.length());
        while (at < shorter && expected.charAt(at) == actual.charAt(at)) {
            if (expected.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            }
            at++;
        }
        if (at == expected.length() && at == actual.length()) {
            return "none";
        }
        return "line " + line + ", column " + (at - lineStart + 1) + ": expected " + rest(expected, at) + ", was "
                + rest(actual, at);
    }

    private static String rest(String text, int at) {
        if (at == text.length()) {
            return "the end";
        }
        int end = Math.min(text.length(), at + 24);
        return "\"" + visible(text.substring(at, end)).replace("\n", "\\n").replace("\t", "\\t") + "\"";
    }

    static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
