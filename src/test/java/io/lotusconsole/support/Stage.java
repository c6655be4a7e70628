package io.lotusconsole.support;

import io.lotusconsole.support.ConsoleUnderTest.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;

/**
 * A miner and a full node with given answers, and a console to ask them with: pinned clock, UTC, no
 * variables but those given. For one thread.
 */
public final class Stage implements AutoCloseable {
    private static final Duration RUN_MAX = Duration.ofSeconds(20);

    private final ReplayServer miner;
    private final ReplayServer fullNode;

    /** Null unless {@link #withWorker}. */
    private ReplayServer worker;

    private final Instant now;
    private final Map<String, String> environment = new HashMap<>();
    private String program = "lotus-miner";
    private String checkout;
    private boolean terminal;

    /** A stage whose clock stands at a moment. */
    public Stage(Answers ofMiner, Answers ofFullNode, Instant now) {
        this.miner = ReplayServer.start(Api.MINER, RecordedFolder.TOKEN, ofMiner);
        this.fullNode = ReplayServer.start(Api.FULL_NODE, RecordedFolder.TOKEN, ofFullNode);
        this.now = now;
        environment.put("HOME", Fixtures.noHome().toString());
        environment.put("MINER_API_INFO", miner.apiInfo(RecordedFolder.TOKEN, Transport.HTTP));
        environment.put("FULLNODE_API_INFO", fullNode.apiInfo(RecordedFolder.TOKEN, Transport.HTTP));
    }

    /** A miner alone that answers {@code WorkerStats}. */
    public static Stage ofWorkers(String workerStatsJson) {
        return new Stage(
                Answers.toOne("Filecoin.WorkerStats", workerStatsJson),
                Answers.toAny(Map.of()),
                Instant.parse("2026-11-22T00:00:00Z"));
    }

    /** What was recorded, at the second in which it was. */
    public static Stage recorded(String folder, String name) {
        return recorded(folder, name, Answers.toAny(Map.of()), Answers.toAny(Map.of()));
    }

    /** What was recorded, but for what these answer. */
    public static Stage recorded(String folder, String name, Answers ofMiner, Answers ofFullNode) {
        RecordedFolder all = RecordedFolder.of(folder);
        Recording recording = all.recordings().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        return new Stage(
                ofMiner.or(all.answers(recording, Api.MINER)),
                ofFullNode.or(all.answers(recording, Api.FULL_NODE)),
                recording.at());
    }

    /** Sets a variable for the commands to come; null unsets it. */
    public Stage with(String variable, String value) {
        if (value == null) {
            environment.remove(variable);
        } else {
            environment.put(variable, value);
        }
        return this;
    }

    /** Makes stdout and stderr count as a terminal for the commands to come. */
    public Stage onTerminal() {
        terminal = true;
        return this;
    }

    /** Makes the commands to come those of {@code lotus-worker}. */
    public Stage asWorker() {
        program = "lotus-worker";
        return this;
    }

    /** Makes a directory that of the console for the commands to come. */
    public Stage inCheckout(Path directory) {
        checkout = directory.toString();
        return this;
    }

    /** Adds a worker for the commands to come, which are those of {@code lotus-worker}. */
    public Stage withWorker(Answers ofWorker) {
        worker = ReplayServer.start(Api.WORKER, RecordedFolder.TOKEN, ofWorker);
        return asWorker().with("WORKER_API_INFO", worker.apiInfo(RecordedFolder.TOKEN, Transport.HTTP));
    }

    public ReplayServer worker() {
        return worker;
    }

    public ReplayServer miner() {
        return miner;
    }

    public ReplayServer fullNode() {
        return fullNode;
    }

    /** Runs one command to its end, with the words after the program's name. */
    public Outcome run(String... words) {
        Map<String, String> variables = Map.copyOf(environment);
        return Assertions.assertTimeoutPreemptively(
                RUN_MAX, () -> Consoles.inProcess(program, checkout, ByteArrayOutputStream::new)
                        .run(List.of(words), variables, terminal, now, ZoneOffset.UTC));
    }

    /** The stdout of a command that must succeed. */
    public String stdout(String... words) {
        Outcome outcome = run(words);
        if (outcome.exit() != 0 || !complaints().isEmpty()) {
            throw new AssertionError(new Transcript(String.join(" ", words) + ": exit " + outcome.exit())
                    .with("complaints", complaints().toString())
                    .with("stderr", Transcript.utf8(outcome.stderr()))
                    .with("stdout", Transcript.utf8(outcome.stdout()))
                    .toString());
        }
        return Transcript.utf8(outcome.stdout());
    }

    /** What any of the servers was asked and could not answer. Empty is good. */
    public List<String> complaints() {
        List<String> complaints = new ArrayList<>(miner.complaints());
        complaints.addAll(fullNode.complaints());
        if (worker != null) {
            complaints.addAll(worker.complaints());
        }
        return complaints;
    }

    /** One text for a golden file that holds both streams and the exit status. */
    public static String transcript(Outcome outcome) {
        return withoutPorts("stdout:\n" + Transcript.utf8(outcome.stdout()) + "stderr:\n"
                + Transcript.utf8(outcome.stderr()) + "exit " + outcome.exit() + "\n");
    }

    /** The text with one port for all of them: those of a stage differ from run to run. */
    public static String withoutPorts(String text) {
        return text.replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:2345");
    }

    @Override
    public void close() {
        miner.close();
        fullNode.close();
        if (worker != null) {
            worker.close();
        }
    }
}
