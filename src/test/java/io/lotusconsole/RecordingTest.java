package io.lotusconsole;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.lotusconsole.support.ConsoleUnderTest;
import io.lotusconsole.support.Consoles;
import io.lotusconsole.support.RecordedFolder;
import io.lotusconsole.support.Recording;
import io.lotusconsole.support.RecordingCheck;
import io.lotusconsole.support.Transport;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every recorded command of this console, asked again of a miner and a full node that answer as recorded:
 * under {@code --style lotus} stdout and exit status are the reference's, over POST and over WebSocket.
 */
class RecordingTest {
    /**
     * Recordings for reading: the reference asked in a way that typed calls cannot be matched to, or the
     * command is not one of this console. Of {@code proving-deadline*}, those that fail before they ask
     * for such things are matched all the same.
     */
    private static final Pattern FOR_READING =
            Pattern.compile("two-post-workers/(proving-faults|proving-deadline-0|proving-deadlines|proving-check).*"
                    + "|two-post-workers/storage-list");

    /** Recordings that cannot be matched, and why. A row whose recording matches fails the test. */
    private static final Map<String, String> NOT_MATCHED = Map.of();

    /** How many recordings there are to match; a lost fixture must not pass for a success. */
    private static final int MATCHED = 65;

    @TempDir
    static Path emptyHome;

    @TestFactory
    Stream<DynamicTest> printsWhatTheReferencePrinted() {
        ConsoleUnderTest console = Consoles.inProcess();
        RecordingCheck check = new RecordingCheck(console, emptyHome);
        return toMatch().map(recording -> dynamicTest(recording.title(), () -> check(check, recording)));
    }

    @Test
    void everyRecordingIsMatchedOrNamed() {
        Set<String> titles = new HashSet<>();
        toMatch().forEach(recording -> titles.add(recording.title()));
        assertEquals(MATCHED, titles.size(), () -> "recordings to match: " + new TreeSet<>(titles));
        assertEquals(Set.of(), without(NOT_MATCHED.keySet(), titles), "listed, but no recording");
    }

    private static void check(RecordingCheck check, Recording recording) {
        String reason = NOT_MATCHED.get(recording.title());
        for (Transport transport : Transport.values()) {
            Optional<String> difference = check.difference(recording, transport);
            if (reason == null) {
                assertFalse(difference.isPresent(), () -> difference.orElse(""));
            } else if (difference.isPresent()) {
                return;
            }
        }
        assertEquals(null, reason, recording.title() + " is matched now: take it off the list");
    }

    private static Stream<Recording> toMatch() {
        List<String> folders = RecordedFolder.names();
        return folders.stream()
                .flatMap(folder -> RecordedFolder.of(folder).recordings().stream())
                .filter(recording -> !FOR_READING.matcher(recording.title()).matches());
    }

    private static Set<String> without(Set<String> all, Set<String> known) {
        Set<String> rest = new HashSet<>(all);
        rest.removeAll(known);
        return rest;
    }
}
