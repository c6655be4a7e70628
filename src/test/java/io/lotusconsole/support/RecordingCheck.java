package io.lotusconsole.support;

import io.lotusconsole.support.ConsoleUnderTest.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;

/**
 * Runs the console in the surroundings of a recording and compares what it printed.
 *
 * <p>Stdout and exit status count. Where the reference's stdout was a terminal and it failed, the
 * recording holds stderr behind stdout, and both are compared. Where stdout is help text, which need
 * not be the reference's, exit status and stderr count.
 */
public final class RecordingCheck {
    /** A console that runs longer hangs: every wait of a replayed command is answered at once. */
    private static final Duration RUN_MAX = Duration.ofSeconds(20);

    /** Nothing listens on it: the port that the reference was refused by. */
    private static final int REFUSING_PORT = 1;

    /** Neither a multiaddr nor a URL. */
    private static final String BAD_ADDRESS = "/ip4/not-an-address/tcp/2345/http";

    private static final Set<String> HELP_ON_STDOUT = Set.of("unknown-flag", "proving-workers-color");

    /** A duration as Go prints it. */
    private static final Pattern TOOK = Pattern.compile("\\ATook (?:\\d+h)?(?:\\d+m)?\\d+(?:\\.\\d+)?(?:ns|µs|ms|s)\n");

    private final ConsoleUnderTest console;
    private final Path emptyHome;

    /**
     * A check of one console.
     *
     * @param emptyHome an existing directory without any repository in it
     */
    public RecordingCheck(ConsoleUnderTest console, Path emptyHome) {
        this.console = console;
        this.emptyHome = emptyHome;
    }

    /** How the console differs from a recording, as a text to fail with; empty if it does not. */
    public Optional<String> difference(Recording recording, Transport transport) {
        RecordedFolder folder = RecordedFolder.of(recording.folder());
        // The one token that the reference was refused for is the one that this miner must not know.
        try (ReplayServer miner =
                        ReplayServer.start(Api.MINER, RecordedFolder.TOKEN, folder.answers(recording, Api.MINER));
                ReplayServer fullNode = ReplayServer.start(
                        Api.FULL_NODE, RecordedFolder.TOKEN, folder.answers(recording, Api.FULL_NODE))) {
            Map<String, String> environment = environment(recording, transport, miner, fullNode);
            NowSearch search = new NowSearch(recording.at());
            while (true) {
                Instant now = search.now();
                Outcome outcome = Assertions.assertTimeoutPreemptively(
                        RUN_MAX,
                        () -> console.run(
                                recording.arguments(), environment, recording.terminal(), now, ZoneOffset.UTC));
                List<String> complaints = new ArrayList<>(miner.complaints());
                complaints.addAll(fullNode.complaints());
                String expected = expected(recording);
                String actual = actual(recording, outcome);
                if (!complaints.isEmpty() || outcome.exit() != recording.exit()) {
                    return Optional.of(transcript(recording, transport, now, outcome, complaints));
                }
                if (expected.equals(actual)) {
                    return Optional.empty();
                }
                if (!search.next(expected, actual)) {
                    return Optional.of(transcript(recording, transport, now, outcome, complaints));
                }
            }
        }
    }

    private Map<String, String> environment(
            Recording recording, Transport transport, ReplayServer miner, ReplayServer fullNode) {
        Map<String, String> environment = new HashMap<>();
        environment.put("HOME", emptyHome.toString());
        environment.put("TZ", "UTC");
        environment.put("LOTUS_CONSOLE_STYLE", "lotus");
        String minerInfo =
                switch (recording.name()) {
                    case "no-api" -> null;
                    case "refused" -> recording.token() + ":" + transport.multiaddr(REFUSING_PORT);
                    case "bad-multiaddr" -> recording.token() + ":" + BAD_ADDRESS;
                    default -> miner.apiInfo(recording.token(), transport);
                };
        if (minerInfo != null) {
            environment.put("MINER_API_INFO", minerInfo);
            environment.put("FULLNODE_API_INFO", fullNode.apiInfo(RecordedFolder.TOKEN, transport));
        }
        return Map.copyOf(environment);
    }

    private static boolean comparesStderr(Recording recording) {
        return HELP_ON_STDOUT.contains(recording.name());
    }

    private static String expected(Recording recording) {
        return withoutTime(recording, comparesStderr(recording) ? recording.stderr() : recording.stdout());
    }

    private static String actual(Recording recording, Outcome outcome) {
        String stdout = Transcript.utf8(outcome.stdout());
        String stderr = Transcript.utf8(outcome.stderr());
        if (comparesStderr(recording)) {
            return stderr;
        }
        return withoutTime(recording, recording.terminal() && recording.exit() != 0 ? stdout + stderr : stdout);
    }

    /** Only a computed proof is timed, and only by pattern: how long it takes is not the console's doing. */
    private static String withoutTime(Recording recording, String stdout) {
        return recording.arguments().contains("compute") ? TOOK.matcher(stdout).replaceFirst("Took …\n") : stdout;
    }

    private static String transcript(
            Recording recording, Transport transport, Instant now, Outcome outcome, List<String> complaints) {
        Transcript transcript = new Transcript(recording.title() + " over " + transport + ": lotus-miner "
                + String.join(" ", recording.arguments()) + ", now " + now + ", exit " + outcome.exit() + ", recorded "
                + recording.exit());
        if (!complaints.isEmpty()) {
            transcript.with("asked what nobody can answer", String.join("\n", complaints) + "\n");
        }
        transcript.with("stderr", Transcript.utf8(outcome.stderr()));
        String what = comparesStderr(recording) ? "stderr" : "stdout";
        return transcript
                .withDifference(what, expected(recording), actual(recording, outcome))
                .toString();
    }
}
