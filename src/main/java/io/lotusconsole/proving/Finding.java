package io.lotusconsole.proving;

/**
 * What a check found out, for an operator.
 *
 * @param area what it is about: {@code miner}, {@code chain}, {@code workers}, {@code storage}, {@code host}
 * @param check what was looked at, such as {@code token}; unique in its area
 * @param why one clause. May carry text of a peer, which is not escaped
 * @param remedy one sentence that names the command, or the place, that mends it; null if nothing is to be mended
 * @param tookMillis how long looking took; null where that says nothing
 */
public record Finding(String area, String check, Verdict verdict, String why, String remedy, Long tookMillis) {
    /** What it comes to. */
    public enum Verdict {
        OK("ok"),
        /** It works, but not as it should, or not for long. */
        WARNING("warning"),
        /** Proofs will be missed, or are now. */
        FAILURE("failure"),
        /** What it would take to tell is not to be had from here, or not now. */
        UNKNOWN("unknown");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** The same, with how long looking took. */
    public Finding took(long millis) {
        return new Finding(area, check, verdict, why, remedy, millis);
    }

    public boolean is(Verdict wanted) {
        return verdict == wanted;
    }
}
