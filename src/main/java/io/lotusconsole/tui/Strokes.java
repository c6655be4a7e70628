package io.lotusconsole.tui;

import com.googlecode.lanterna.input.KeyStroke;

/** Lanterna's key strokes as ours. */
final class Strokes {
    private Strokes() {}

    static Key key(KeyStroke stroke) {
        return switch (stroke.getKeyType()) {
            case Character -> character(stroke);
            case ArrowUp -> Key.of(Key.Kind.UP);
            case ArrowDown -> Key.of(Key.Kind.DOWN);
            case ArrowLeft -> Key.of(Key.Kind.LEFT);
            case ArrowRight -> Key.of(Key.Kind.RIGHT);
            case PageUp -> Key.of(Key.Kind.PAGE_UP);
            case PageDown -> Key.of(Key.Kind.PAGE_DOWN);
            case Home -> Key.of(Key.Kind.HOME);
            case End -> Key.of(Key.Kind.END);
            case Tab -> Key.of(Key.Kind.TAB);
            case ReverseTab -> Key.of(Key.Kind.BACK_TAB);
            case Enter -> Key.of(Key.Kind.ENTER);
            case Escape -> Key.of(Key.Kind.ESCAPE);
            case Backspace, Delete -> Key.of(Key.Kind.BACKSPACE);
            default -> Key.of(Key.Kind.OTHER);
        };
    }

    private static Key character(KeyStroke stroke) {
        char character = stroke.getCharacter();
        if (stroke.isCtrlDown()) {
            return switch (character) {
                case 'c' -> Key.of(Key.Kind.INTERRUPT);
                case 'z' -> Key.of(Key.Kind.SUSPEND);
                case 'l' -> Key.of(Key.Kind.REPAINT);
                default -> Key.of(Key.Kind.OTHER);
            };
        }
        return stroke.isAltDown() ? Key.of(Key.Kind.OTHER) : Key.of(character);
    }
}
