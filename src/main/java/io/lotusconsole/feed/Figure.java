package io.lotusconsole.feed;

import java.time.Duration;
import java.time.Instant;

/**
 * Something that is asked for again and again: what came last, and what is wrong if it comes no more.
 *
 * @param value the last that came; null before the first
 * @param at when it was asked for; null before the first
 * @param trouble why the last look brought nothing; null if it did, or there was none yet
 * @param troubledSince when the first of the looks in a row that brought nothing began; null without trouble
 */
public record Figure<T>(T value, Instant at, Trouble trouble, Instant troubledSince) {
    /** Not asked for yet. */
    public static <T> Figure<T> none() {
        return new Figure<>(null, null, null, null);
    }

    public static <T> Figure<T> known(T value, Instant at) {
        return new Figure<>(value, at, null, null);
    }

    /** The same value, which is old from now on. */
    public Figure<T> troubled(Trouble why, Instant lookedAt) {
        return new Figure<>(value, at, why, troubledSince == null ? lookedAt : troubledSince);
    }

    public boolean isKnown() {
        return value != null;
    }

    /** Whether it is known, and the last look did not bring it anew. */
    public boolean isOld() {
        return value != null && trouble != null;
    }

    /** Seconds since it was asked for; 0 if it was not, or the clock was set back. */
    public long ageSeconds(Instant now) {
        return at == null ? 0 : Math.max(0, Duration.between(at, now).toSeconds());
    }
}
