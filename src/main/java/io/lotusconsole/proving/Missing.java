package io.lotusconsole.proving;

/**
 * What could not be found out.
 *
 * @param what such as {@code power}, or {@code deadline} if there are several of it
 * @param number which of the several; -1 if there is only one
 * @param failure why, in one clause
 * @param cause the failure itself, for whoever tells more of it; null if there is none
 */
public record Missing(String what, int number, String failure, Exception cause) {
    /** A figure whose answer is unknown. */
    public static Missing of(String what, Answer<?> unknown) {
        return new Missing(what, -1, unknown.failure(), unknown.cause());
    }

    /** One of several figures of a name. */
    public static Missing oneOf(String what, int number, Answer<?> unknown) {
        return new Missing(what, number, unknown.failure(), unknown.cause());
    }

    /** {@code power}, {@code deadline 7}. */
    public String name() {
        return number < 0 ? what : what + " " + number;
    }

    /** {@code deadline 7: disk on fire}. */
    public String sentence() {
        return name() + ": " + failure;
    }
}
