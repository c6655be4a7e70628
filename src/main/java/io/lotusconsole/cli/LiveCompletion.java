package io.lotusconsole.cli;

import io.lotusconsole.feed.LastSnapshot;
import io.lotusconsole.launcher.LocalWorkers;
import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.ApiLocator;
import io.lotusconsole.lotus.NodeKind;
import io.lotusconsole.manual.LiveValues;
import io.lotusconsole.render.Printable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * {@code __complete -- KIND WORD…}: values for a completion script, a line each, with a description after a TAB. The
 * words are those that stand on the command line so far.
 *
 * <p>Whoever presses TAB has asked nothing yet: it reads the launcher's records and the last snapshot, and never
 * speaks to a miner, a node or a worker (design, decision 6). It answers in time or not at all, says nothing on
 * stderr, and always succeeds.
 */
final class LiveCompletion {
    static final String VERB = "__complete";

    /** Of the 300 ms that a person takes for at once, what the start of the JVM leaves. Directories may hang. */
    private static final long ANSWER_MILLIS_MAX = 200;

    private LiveCompletion() {}

    /** Prints the values that are found in time. Never throws. @param words with {@link #VERB} first */
    static int run(Group root, List<String> words, Surroundings surroundings) {
        AtomicReference<String> found = new AtomicReference<>();
        Thread reading = new Thread(() -> found.set(values(root, words, surroundings)), "completion");
        // What it hangs at must not hold up the end of the process.
        reading.setDaemon(true);
        reading.setUncaughtExceptionHandler((thread, failure) -> {});
        reading.start();
        try {
            reading.join(ANSWER_MILLIS_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String text = found.get();
        if (text != null) {
            print(surroundings.out(), text);
        }
        return ExitStatus.DONE;
    }

    private static void print(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            // The shell has gone on.
        }
    }

    private static String values(Group root, List<String> words, Surroundings surroundings) {
        int first = words.size() > 1 && words.get(1).equals("--") ? 2 : 1;
        LiveValues kind = first < words.size() ? LiveValues.of(words.get(first)) : null;
        if (kind == null) {
            return null;
        }
        StringBuilder out = new StringBuilder();
        try {
            switch (kind) {
                case LOCAL_WORKERS -> addLocal(out, surroundings, false);
                case LOCAL_NAMES -> addLocal(out, surroundings, true);
                case WORKER_HOSTS -> addHosts(out, root, words.subList(first + 1, words.size()), surroundings);
                case DEADLINES -> addDeadlines(out, root, words.subList(first + 1, words.size()), surroundings);
            }
        } catch (IOException | UsageException | ApiInfoException e) {
            return null;
        }
        return out.toString();
    }

    private static void addLocal(StringBuilder out, Surroundings surroundings, boolean stoppedToo) throws IOException {
        for (LocalWorkers.Known known : LocalWorkers.known(surroundings.stateDirectory())) {
            if (known.role() != null) {
                add(out, known.name(), known.role().title() + (known.isAlive() ? ", running" : ", dead"));
            } else if (stoppedToo) {
                add(out, known.name(), "stopped");
            }
        }
    }

    private static void addHosts(StringBuilder out, Group root, List<String> line, Surroundings surroundings)
            throws UsageException, ApiInfoException {
        String miner = miner(root, line, surroundings);
        LastSnapshot.Workers seen = miner == null ? null : LastSnapshot.workers(surroundings.sharedDirectory(), miner);
        if (seen != null) {
            for (LastSnapshot.Worker worker : seen.workers()) {
                add(out, worker.hostname(), "worker " + worker.id());
            }
        }
    }

    private static void addDeadlines(StringBuilder out, Group root, List<String> line, Surroundings surroundings)
            throws UsageException, ApiInfoException {
        String miner = miner(root, line, surroundings);
        LastSnapshot.Deadlines seen =
                miner == null ? null : LastSnapshot.deadlines(surroundings.sharedDirectory(), miner);
        if (seen != null) {
            for (LastSnapshot.Deadline deadline : seen.deadlines()) {
                add(
                        out,
                        Integer.toString(deadline.index()),
                        deadline.liveSectors() + (deadline.liveSectors() == 1 ? " sector" : " sectors"));
            }
        }
    }

    private static void add(StringBuilder out, String value, String description) {
        out.append(Printable.escape(value)).append('\t');
        out.append(Printable.escape(description)).append('\n');
    }

    /**
     * The {@code host:port} of the miner that the line is for, by the environment and the repository; null if it is for
     * another actor.
     */
    private static String miner(Group root, List<String> line, Surroundings surroundings)
            throws UsageException, ApiInfoException {
        Arguments arguments = new Arguments(root, surroundings);
        try {
            arguments.read(line);
        } catch (UsageException | UnknownCommandException e) {
            // An unfinished line. What was read up to there counts.
        }
        GlobalOptions options = GlobalOptions.resolve(arguments, surroundings, arguments.style());
        if (options.actor != null) {
            return null;
        }
        Path repository = options.minerRepository;
        return new ApiLocator(surroundings.environment())
                .locate(NodeKind.MINER, repository, options.minerRepositoryAsked, null)
                .endpoint()
                .authority();
    }
}
