package io.lotusconsole.render;

/**
 * Where Lotus's own command would have stopped with an error in the middle of its output. Only {@link
 * Style#LOTUS} throws it; the message is Lotus's, to be shown after {@code ERROR: }.
 */
public final class PrintStopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public PrintStopped(String message) {
        super(message, null, false, false);
    }
}
