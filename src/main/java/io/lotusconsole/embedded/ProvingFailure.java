package io.lotusconsole.embedded;

/** There is no proof, in the words of the miner's log. Costs no stack trace: it is an answer. */
final class ProvingFailure extends Exception {
    private static final long serialVersionUID = 1L;

    ProvingFailure(String message) {
        super(message, null, false, false);
    }
}
