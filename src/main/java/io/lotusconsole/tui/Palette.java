package io.lotusconsole.tui;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import io.lotusconsole.terminal.TerminalLook.Depth;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/** Makes Lanterna's cells of ours. Keeps those it made: a screen has few different ones. For one thread. */
final class Palette {
    /** Cells that are kept; names in many scripts could be more. */
    private static final int KEPT_MAX = 4_096;

    private final Depth depth;
    private final Map<Long, TextCharacter> cells = new HashMap<>();

    Palette(Depth depth) {
        this.depth = depth;
    }

    TextCharacter cell(int codePoint, Tone tone) {
        long key = (long) codePoint << 8 | tone.ordinal();
        TextCharacter known = cells.get(key);
        if (known == null) {
            if (cells.size() >= KEPT_MAX) {
                cells.clear();
            }
            known = TextCharacter.fromString(
                    Character.toString(codePoint), colour(tone), TextColor.ANSI.DEFAULT, modifiers(tone))[0];
            cells.put(key, known);
        }
        return known;
    }

    private EnumSet<SGR> modifiers(Tone tone) {
        return switch (tone) {
            case STRONG, TITLE, NOW, BAD -> EnumSet.of(SGR.BOLD);
            case SELECTED -> EnumSet.of(SGR.REVERSE);
            default -> EnumSet.noneOf(SGR.class);
        };
    }

    private TextColor colour(Tone tone) {
        return switch (depth) {
            case NONE -> TextColor.ANSI.DEFAULT;
            case SIXTEEN -> ofSixteen(tone);
            case INDEXED, TRUE -> ofIndexed(tone);
        };
    }

    private static TextColor ofSixteen(Tone tone) {
        return switch (tone) {
            case PLAIN, STRONG, SELECTED -> TextColor.ANSI.DEFAULT;
            case FAINT, OLD -> TextColor.ANSI.BLACK_BRIGHT;
            case TITLE, NOW -> TextColor.ANSI.CYAN;
            case GOOD, RESERVED -> TextColor.ANSI.GREEN;
            case WARNING, OTHER -> TextColor.ANSI.YELLOW;
            case BAD -> TextColor.ANSI.RED;
            case NAME -> TextColor.ANSI.MAGENTA;
        };
    }

    private static TextColor ofIndexed(Tone tone) {
        return switch (tone) {
            case PLAIN, STRONG, SELECTED -> TextColor.ANSI.DEFAULT;
            case FAINT -> new TextColor.Indexed(245);
            case OLD -> new TextColor.Indexed(240);
            case TITLE, NOW -> new TextColor.Indexed(81);
            case GOOD, RESERVED -> new TextColor.Indexed(77);
            case WARNING -> new TextColor.Indexed(214);
            case OTHER -> new TextColor.Indexed(179);
            case BAD -> new TextColor.Indexed(203);
            case NAME -> new TextColor.Indexed(177);
        };
    }
}
