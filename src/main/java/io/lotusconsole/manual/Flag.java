package io.lotusconsole.manual;

import java.util.List;

/**
 * A flag of a command.
 *
 * @param names with their dashes, in the order of the help
 * @param valueName what the help calls its value; of a switch, {@code null}
 * @param arity where its value stands
 * @param values what may stand there; of a switch, what may follow {@code =}
 * @param repeatable whether it may be given several times, each time with another value
 * @param description a clause
 * @param hidden taken, but not told of
 */
public record Flag(
        List<String> names,
        String valueName,
        Arity arity,
        Values values,
        boolean repeatable,
        String description,
        boolean hidden) {
    /** Where the value of a flag stands. */
    public enum Arity {
        /** There is none but {@code =true} and {@code =false}. */
        SWITCH,
        /** After {@code =}, and it may be left out. */
        OPTIONAL,
        /** After {@code =} or in the next word. */
        REQUIRED
    }

    /** Whether completion offers something behind {@code =} alone. */
    boolean offersAttached() {
        return arity != Arity.REQUIRED && values.kind() != Values.Kind.TEXT;
    }
}
