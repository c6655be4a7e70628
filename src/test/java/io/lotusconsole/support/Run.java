package io.lotusconsole.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** One run of the console on bad input: what it was given, what it left behind, and what must hold of that. */
public record Run(List<String> words, int exit, String out, String err, Duration took) {
    /** A token that no text may contain. */
    public static final String TOKEN = "eyJhbGciOiJIUzI1NiJ9.Zm9yIHlvdXIgZXllcyBvbmx5.c2lnbmF0dXJl";

    /** No run takes longer, not even one of a miner with 13 dead workers behind another such run. */
    private static final Duration TOOK_MAX = Duration.ofSeconds(120);

    private static final Instant NOW = Instant.parse("2026-11-22T00:00:00Z");

    /** Runs a command, in this process, with these variables and no repository anywhere. */
    public static Run of(Map<String, String> environment, List<String> words) {
        return of(environment, words, ByteArrayOutputStream::new);
    }

    /** As {@link #of(Map, List)}, with a stderr that may watch what is written to it. */
    public static Run of(Map<String, String> environment, List<String> words, Supplier<ByteArrayOutputStream> stderr) {
        Map<String, String> all = new HashMap<>(Map.of("HOME", Fixtures.noHome().toString()));
        all.putAll(environment);
        long start = System.nanoTime();
        ConsoleUnderTest.Outcome outcome = assertTimeoutPreemptively(
                TOOK_MAX, () -> Consoles.inProcess(stderr).run(words, all, false, NOW, ZoneOffset.UTC));
        return new Run(
                words,
                outcome.exit(),
                new String(outcome.stdout(), StandardCharsets.UTF_8),
                new String(outcome.stderr(), StandardCharsets.UTF_8),
                Duration.ofNanos(System.nanoTime() - start));
    }

    /** {@code lotus-miner …} of one miner, with a blank between words. */
    public static Run of(String minerApiInfo, String words) {
        return of(Map.of("MINER_API_INFO", minerApiInfo), List.of(words.split(" ")));
    }

    /** The lines of stderr that are no notes. */
    public List<String> errorLines() {
        List<String> lines = new ArrayList<>(err.lines().toList());
        lines.removeIf(line -> line.startsWith("note: ") || line.startsWith("waiting for "));
        return lines;
    }

    /** Failed with this status and a clear error that says these things. */
    public Run failed(int status, String... said) {
        assertEquals(status, exit, this::toString);
        assertEquals("", out, this::toString);
        List<String> lines = errorLines();
        assertTrue(lines.size() >= 1 && lines.size() <= 2, () -> "one or two lines\n" + this);
        assertTrue(lines.get(0).startsWith("ERROR: ") && lines.get(0).length() < 300, this::toString);
        for (String words : said) {
            assertTrue(String.join("\n", lines).contains(words), () -> "\"" + words + "\" is not in\n" + this);
        }
        return clean();
    }

    /** Failed as Lotus does: status 1, one line and an empty one. */
    public Run failedAsLotus() {
        assertEquals(1, exit, this::toString);
        List<String> lines = errorLines();
        assertEquals(2, lines.size(), this::toString);
        assertTrue(lines.get(0).startsWith("ERROR: ") && lines.get(1).isEmpty(), this::toString);
        return clean();
    }

    /** Ended with this status; stderr says these things. */
    public Run ended(int status, String... said) {
        assertEquals(status, exit, this::toString);
        for (String words : said) {
            assertTrue(err.contains(words), () -> "\"" + words + "\" is not in\n" + this);
        }
        return clean();
    }

    /** No token, no stack trace, no control character got out. */
    public Run clean() {
        assertFalse((out + err).contains(TOKEN), this::toString);
        assertFalse(
                err.contains("Exception") || err.contains("\tat ") || err.contains("internal error"), this::toString);
        (out + err)
                .chars()
                .filter(c -> c != '\n')
                .forEach(c -> assertFalse(
                        c < 0x20 && c != '\t' || c >= 0x7f && c < 0xa0 || c == 0x202e,
                        () -> "control character " + c + "\n" + this));
        return this;
    }

    public Run within(long millis) {
        assertTrue(took.toMillis() < millis, () -> "took " + took + "\n" + this);
        return this;
    }

    @Override
    public String toString() {
        return words + ", exit " + exit + ", " + took.toMillis() + " ms\n--- stdout\n" + out + "--- stderr\n" + err;
    }
}
