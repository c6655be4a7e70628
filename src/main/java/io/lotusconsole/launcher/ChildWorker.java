package io.lotusconsole.launcher;

import io.lotusconsole.proving.PoStKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A worker that is not to outlive the console: a child of its process and of its process group, with a directory of
 * its own and no record of it. Who starts one ends it by {@link #endAll}. Safe for several threads.
 */
public final class ChildWorker {
    /** Between two signals that are to count as two: the same one twice at a time is one. */
    static final long SECOND_SIGNAL_MILLIS = 500;

    /** How long one that was told twice may take before it is killed. */
    static final long KILL_MILLIS = 5_000;

    /** How long it may take until a killed process is gone. */
    private static final long GONE_MILLIS_MAX = 10_000;

    /**
     * What of this process's environment is not for a child: where other nodes are, and how other workers are set up
     * or booked. Each is the start of a name, or a whole one.
     */
    private static final List<String> FOREIGN = List.of(
            "LOTUS_WORKER_",
            "LOTUS_MINER_PATH",
            "LOTUS_STORAGE_PATH",
            "LOTUS_PATH",
            "LOTUS_CONSOLE_OFF",
            "WORKER_PATH",
            "FIL_PROOFS_",
            "BELLMAN_",
            "TRUST_PARAMS",
            "WDP_",
            "WNP_");

    private final WorkerHome home;
    private final PoStKind role;
    private final Process process;

    private ChildWorker(WorkerHome home, PoStKind role, Process process) {
        this.home = home;
        this.role = role;
        this.process = process;
    }

    /**
     * Starts one on a free port of loopback; returns at once.
     *
     * @param directory that gets a directory of the worker's name
     * @param name also the one that the miner lists it by
     * @param variables what it finds in its environment beside what this process has of no other node
     * @throws LaunchException if the program cannot be started
     */
    public static ChildWorker start(
            WorkerProgram program, PoStKind role, Path directory, String name, Map<String, String> variables)
            throws LaunchException, IOException {
        WorkerHome home = new WorkerHome(directory, name);
        home.make();
        home.rotateLog();
        List<String> arguments =
                List.of("--worker-repo", home.repository().toString(), "run", role.flag(), "--listen", "127.0.0.1:0");
        arguments = new ArrayList<>(arguments);
        arguments.addAll(List.of("--name", name));
        try {
            Process process = program.startChild(arguments, home.log(), environment -> {
                environment
                        .keySet()
                        .removeIf(set ->
                                set.endsWith("_API_INFO") || FOREIGN.stream().anyMatch(set::startsWith));
                environment.putAll(variables);
            });
            return new ChildWorker(home, role, process);
        } catch (IOException e) {
            throw new LaunchException("the worker cannot be started: " + e.getMessage(), null, e);
        }
    }

    public String name() {
        return home.name();
    }

    public PoStKind role() {
        return role;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** @throws IllegalThreadStateException if it is alive */
    public int exitStatus() {
        return process.exitValue();
    }

    /** The end of its log, without line ends. */
    public List<String> lastLines(int count) throws IOException {
        return LogTail.lines(home.log(), count);
    }

    /** Tells it to leave, as an operator does: it finishes what it is at, and leaves the miner cleanly. */
    public void leave() {
        process.destroy();
    }

    /** Ends workers as they are, all at a time, and kills those that do not end within seconds. Blocks until then. */
    public static void endAll(List<ChildWorker> workers) throws InterruptedException {
        for (long patience : new long[] {SECOND_SIGNAL_MILLIS, KILL_MILLIS}) {
            workers.forEach(worker -> worker.process.destroy());
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patience);
            for (ChildWorker worker : workers) {
                worker.process.waitFor(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
        }
        workers.forEach(worker -> worker.process.destroyForcibly());
        for (ChildWorker worker : workers) {
            worker.process.waitFor(GONE_MILLIS_MAX, TimeUnit.MILLISECONDS);
        }
    }
}
