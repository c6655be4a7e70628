package io.lotusconsole.terminal;

import java.util.Locale;
import java.util.function.UnaryOperator;

/** What a terminal can show, by what its environment says of it. */
public record TerminalLook(Depth depth, boolean isUtf8) {
    /** How many colours. */
    public enum Depth {
        NONE,
        SIXTEEN,
        INDEXED,
        TRUE
    }

    /**
     * In this order: the flag, {@code NO_COLOR} if it is not empty, {@code FORCE_COLOR} and {@code CLICOLOR_FORCE},
     * {@code TERM=dumb}, {@code COLORTERM}, the name of {@code TERM}.
     *
     * @param variables gives null for one that is not set
     * @param colour the flag; null if it was not given
     */
    public static TerminalLook of(UnaryOperator<String> variables, Boolean colour) {
        return new TerminalLook(depth(variables, colour), isUtf8(variables));
    }

    private static Depth depth(UnaryOperator<String> variables, Boolean colour) {
        if (colour != null) {
            return colour ? best(variables) : Depth.NONE;
        }
        if (isSet(variables, "NO_COLOR")) {
            return Depth.NONE;
        }
        if (isSet(variables, "FORCE_COLOR") || isSet(variables, "CLICOLOR_FORCE")) {
            return best(variables);
        }
        return "dumb".equals(variables.apply("TERM")) ? Depth.NONE : best(variables);
    }

    private static Depth best(UnaryOperator<String> variables) {
        String colours = variables.apply("COLORTERM");
        if ("truecolor".equals(colours) || "24bit".equals(colours)) {
            return Depth.TRUE;
        }
        String name = variables.apply("TERM");
        return name != null && name.contains("256") ? Depth.INDEXED : Depth.SIXTEEN;
    }

    private static boolean isSet(UnaryOperator<String> variables, String name) {
        String value = variables.apply(name);
        return value != null && !value.isEmpty();
    }

    /** By the variables of the locale, the first that is set and not empty. */
    private static boolean isUtf8(UnaryOperator<String> variables) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            if (isSet(variables, name)) {
                String locale = variables.apply(name).toLowerCase(Locale.ROOT);
                return locale.contains("utf-8") || locale.contains("utf8");
            }
        }
        return false;
    }
}
