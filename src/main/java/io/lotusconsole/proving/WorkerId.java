package io.lotusconsole.proving;

/**
 * A worker's name in the miner's books: the UUID of its session today, a small integer on miners
 * before v1.1.3.
 *
 * <p>Ordered as a person would: numbers by value and before texts, texts by code unit as the Go
 * original sorts them.
 */
public record WorkerId(String text) implements Comparable<WorkerId> {
    @Override
    public int compareTo(WorkerId other) {
        boolean number = isNumber(text);
        if (number != isNumber(other.text)) {
            return number ? -1 : 1;
        }
        if (number && text.length() != other.text.length()) {
            return Integer.compare(text.length(), other.text.length());
        }
        return text.compareTo(other.text);
    }

    private static boolean isNumber(String text) {
        if (text.isEmpty() || text.length() > 1 && text.charAt(0) == '0') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** The first eight characters, as tables show it. */
    public String shortText() {
        return text.length() > 8 ? text.substring(0, 8) : text;
    }

    // By hand: a record's own equals bootstraps eight classes, 8 ms on the way of `proving workers`.
    @Override
    public boolean equals(Object other) {
        return other instanceof WorkerId id && text.equals(id.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
