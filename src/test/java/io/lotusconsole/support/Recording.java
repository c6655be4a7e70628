package io.lotusconsole.support;

import java.time.Instant;
import java.util.List;

/**
 * One command of the reference, as it was asked and what it printed.
 *
 * @param folder the folder of recordings it belongs to
 * @param name its files' name, without folder and suffix
 * @param arguments the words after {@code lotus-miner}
 * @param exit its exit status
 * @param at the second in which the process started
 * @param terminal whether stdout was a terminal; {@code stdout} then holds stderr too if the command failed
 * @param stdout what it printed, line ends made LF
 * @param stderr what it printed there, line ends made LF
 * @param token the token it presented
 */
public record Recording(
        String folder,
        String name,
        List<String> arguments,
        int exit,
        Instant at,
        boolean terminal,
        String stdout,
        String stderr,
        String token) {

    /** Folder and name, the way the recordings' README names it. */
    public String title() {
        return folder + "/" + name;
    }
}
