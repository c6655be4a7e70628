package io.lotusconsole.cli;

import io.lotusconsole.render.Zone;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.UnaryOperator;

/**
 * All that a command may know of the process it runs in, captured once.
 *
 * @param program {@code lotus-miner} or {@code lotus-worker}
 * @param environment value of a variable, or null
 * @param out standard output, unbuffered
 * @param err standard error, unbuffered
 * @param stdinIsTerminal whether keys can be read
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
        boolean stdinIsTerminal,
        boolean stdoutIsTerminal,
        boolean stderrIsTerminal,
        String checkout,
        String nextProgram) {

    /** A variable's value, null if unset or empty. */
    String variable(String name) {
        String value = environment.apply(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** The console's own directory for what outlives a run and is no cache; it need not exist. */
    Path stateDirectory() {
        String state = variable("XDG_STATE_HOME");
        String home = variable("HOME");
        Path base = state != null
                ? Path.of(state)
                : Path.of(home == null ? System.getProperty("user.home") : home, ".local", "state");
        return base.resolve("lotus-console");
    }

    /** The directory of what commands of one user leave for each other of the miners they ask; it need not exist. */
    Path sharedDirectory() {
        String runtime = variable("XDG_RUNTIME_DIR");
        if (runtime != null) {
            return Path.of(runtime, "lotus-console");
        }
        Path cache = cacheDirectory();
        return cache != null ? cache : Path.of("/nonexistent", "lotus-console");
    }

    /** The console's own directory in the user's cache, which need not exist; null if the user has no home. */
    Path cacheDirectory() {
        String cache = variable("XDG_CACHE_HOME");
        String home = variable("HOME");
        if (cache == null && home == null) {
            return null;
        }
        return Path.of(cache == null ? home + "/.cache" : cache, "lotus-console");
    }
}
