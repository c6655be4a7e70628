package io.lotusconsole.tui;

/**
 * A key that was pressed.
 *
 * @param character of {@link Kind#CHARACTER}; 0 of the others
 */
record Key(Kind kind, int character) {
    enum Kind {
        CHARACTER,
        UP,
        DOWN,
        LEFT,
        RIGHT,
        PAGE_UP,
        PAGE_DOWN,
        HOME,
        END,
        TAB,
        BACK_TAB,
        ENTER,
        ESCAPE,
        BACKSPACE,
        INTERRUPT,
        SUSPEND,
        REPAINT,
        OTHER
    }

    static Key of(Kind kind) {
        return new Key(kind, 0);
    }

    static Key of(char character) {
        return new Key(Kind.CHARACTER, character);
    }
}
