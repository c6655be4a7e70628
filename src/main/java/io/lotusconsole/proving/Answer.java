package io.lotusconsole.proving;

/**
 * A figure that was asked for: known, or unknown for a reason.
 *
 * @param value null if unknown
 * @param failure why it is unknown; null if known
 */
public record Answer<T>(T value, String failure) {
    public static <T> Answer<T> known(T value) {
        return new Answer<>(value, null);
    }

    public static <T> Answer<T> unknown(String why) {
        return new Answer<>(null, why);
    }

    public boolean isKnown() {
        return failure == null;
    }
}
