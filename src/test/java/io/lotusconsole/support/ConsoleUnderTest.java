package io.lotusconsole.support;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** {@code lotus-miner} with all of its surroundings given: the one seam between these tests and the console. */
public interface ConsoleUnderTest {
    /**
     * Runs one command to its end. Blocks until then. Nothing but the arguments of this call may shape
     * the outcome: no variable of this process, no clock, no zone.
     *
     * @param arguments the words after {@code lotus-miner}
     * @param environment all variables that exist
     * @param stdoutIsTerminal whether stdout, and stderr with it, counts as a terminal; line ends stay LF
     * @param now what the clock says for the whole run
     */
    Outcome run(
            List<String> arguments,
            Map<String, String> environment,
            boolean stdoutIsTerminal,
            Instant now,
            ZoneId zone);

    /** What a run left behind: exit status and the bytes of both streams. */
    record Outcome(int exit, byte[] stdout, byte[] stderr) {}
}
