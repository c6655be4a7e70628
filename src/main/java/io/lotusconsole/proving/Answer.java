package io.lotusconsole.proving;

/**
 * A figure that was asked for: known, or unknown for a reason.
 *
 * @param value null if unknown
 * @param failure why it is unknown, in one clause; null if known
 * @param cause the failure itself, for whoever tells more of it; null if known, or if there is none
 */
public record Answer<T>(T value, String failure, Exception cause) {
    public static <T> Answer<T> known(T value) {
        return new Answer<>(value, null, null);
    }

    public static <T> Answer<T> unknown(String why) {
        return new Answer<>(null, why, null);
    }

    public static <T> Answer<T> unknown(Exception cause) {
        return new Answer<>(null, cause.getMessage(), cause);
    }

    /** Unknown because another figure is, without which this one could not be asked for. */
    public static <T> Answer<T> unknownFor(Answer<?> other) {
        return new Answer<>(null, other.failure, other.cause);
    }

    public boolean isKnown() {
        return failure == null;
    }
}
