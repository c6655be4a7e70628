package io.lotusconsole.cli;

import io.lotusconsole.render.Zone;
import java.io.OutputStream;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * All that a command may know of the process it runs in, captured once.
 *
 * @param program {@code lotus-miner} or {@code lotus-worker}
 * @param environment value of a variable, or null
 * @param out standard output, unbuffered
 * @param err standard error, unbuffered
 * @param stdoutIsTerminal whether colour and drawing in place make sense
 * @param stderrIsTerminal whether progress lines make sense
 * @param checkout directory the launcher was found in, or null
 * @param nextProgram the program of the same name that unknown commands are handed on to; null if there is
 *     none, or the launcher was not asked
 */
public record Surroundings(
        String program,
        UnaryOperator<String> environment,
        OutputStream out,
        OutputStream err,
        Clock clock,
        Zone zone,
        boolean stdoutIsTerminal,
        boolean stderrIsTerminal,
        String checkout,
        String nextProgram) {

    /** A variable's value, null if unset or empty. */
    String variable(String name) {
        String value = environment.apply(name);
        return value == null || value.isEmpty() ? null : value;
    }
}
