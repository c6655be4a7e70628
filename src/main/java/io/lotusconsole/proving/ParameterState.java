package io.lotusconsole.proving;

/**
 * A parameter file as this machine has it.
 *
 * @param path where it is or would be
 * @param sizeBytes -1 if it is not there
 */
public record ParameterState(ParameterFile file, String path, Verdict verdict, long sizeBytes) {
    /** What is known of its content. */
    public enum Verdict {
        /** Its digest is that of the manifest. */
        GOOD("good"),
        /** It is there; its content was not looked at. */
        UNCHECKED("there, not checked"),
        /** Its digest is another: cut, damaged, or of a test network. */
        WRONG("wrong content"),
        MISSING("missing");

        private final String words;

        Verdict(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    /** Whether a prover can use it, as far as is known. */
    public boolean isUsable() {
        return verdict == Verdict.GOOD || verdict == Verdict.UNCHECKED;
    }
}
