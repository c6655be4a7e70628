package io.lotusconsole.cli;

/** No command of that name. */
public final class UnknownCommandException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String word;

    UnknownCommandException(String word) {
        super("No help topic for '" + word + "'");
        this.word = word;
    }

    String word() {
        return word;
    }
}
