package io.lotusconsole.render;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Takes text as a renderer makes it, with colour or without. For one thread.
 *
 * <p>Text of the peer goes through {@link #remote}, which never lets a control character reach a
 * terminal. Failures of the target are {@link UncheckedIOException}s.
 */
public final class TextSink {
    private final Appendable target;
    private final boolean coloured;
    private final Escaping escaping;

    /** What becomes of control characters in text of the peer. */
    public enum Escaping {
        /** All are escaped. */
        ALL,
        /** All but TAB, which Lotus's own bytes have even on a terminal, where it does no harm. */
        ALL_BUT_TAB,
        /** None: only for {@code --style lotus} into something that is not a terminal. */
        NONE
    }

    public TextSink(Appendable target, boolean coloured, Escaping escaping) {
        this.target = target;
        this.coloured = coloured;
        this.escaping = escaping;
    }

    public boolean isColoured() {
        return coloured;
    }

    public TextSink text(CharSequence text) {
        try {
            target.append(text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Text in a colour; both sequences are written even around nothing, as Lotus does (quirk Q14). */
    public TextSink text(Colour colour, CharSequence text) {
        return start(colour).text(text).end(colour);
    }

    public TextSink start(Colour colour) {
        return coloured ? text(colour.start()) : this;
    }

    public TextSink end(Colour colour) {
        return coloured ? text(colour.end()) : this;
    }

    /** Text that came from the peer, escaped if need be. */
    public TextSink remote(String text) {
        return text(escaped(text));
    }

    public TextSink remote(Colour colour, String text) {
        return start(colour).remote(text).end(colour);
    }

    /** A text of the peer as {@link #remote} would write it. */
    public String escaped(String text) {
        return switch (escaping) {
            case NONE -> text;
            case ALL -> Printable.escape(text);
            case ALL_BUT_TAB -> Printable.escapeAllButTab(text);
        };
    }

    /** A coloured text as a string, for table cells. */
    public String styled(Colour colour, String text) {
        return coloured ? colour.start() + text + colour.end() : text;
    }

    public TextSink line() {
        return text("\n");
    }
}
