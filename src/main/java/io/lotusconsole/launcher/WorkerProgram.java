package io.lotusconsole.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** How the program of a worker is started: so that it outlives the console, or as a child of it. */
public final class WorkerProgram {
    /** Where there is no {@code setsid}: what a terminal sends when it closes, or its keys, is ignored. */
    private static final List<String> DETACHED =
            List.of("/bin/sh", "-c", "trap '' HUP INT QUIT; exec \"$@\"", "lotus-console");

    private final List<String> prefix;
    private final List<String> words;

    private WorkerProgram(List<String> prefix, List<String> words) {
        this.prefix = prefix;
        this.words = words;
    }

    /**
     * The worker of a checkout, or, without one, the first on PATH.
     *
     * @param checkout directory of the console; null if it is not known
     * @param environment value of a variable, or null
     */
    public static WorkerProgram of(String checkout, UnaryOperator<String> environment) {
        Path own = checkout == null ? null : Path.of(checkout, "bin", "lotus-worker");
        String program = own != null && Files.isExecutable(own) ? own.toString() : "lotus-worker";
        return of(List.of(program), environment);
    }

    /** A program and its first arguments in place of {@code lotus-worker}. */
    static WorkerProgram of(List<String> words, UnaryOperator<String> environment) {
        Path setsid = onPath("setsid", environment.apply("PATH"));
        return new WorkerProgram(setsid == null ? DETACHED : List.of(setsid.toString()), words);
    }

    private static Path onPath(String program, String path) {
        if (path != null) {
            for (String directory : path.split(File.pathSeparator)) {
                Path file = Path.of(directory).resolve(program);
                if (Files.isExecutable(file) && Files.isRegularFile(file)) {
                    return file;
                }
            }
        }
        return null;
    }

    /**
     * Starts it with the environment of this process, in a session of its own, its output behind what is in the log.
     * The process that is returned becomes the worker: neither {@code setsid} nor the launcher's scripts fork.
     */
    Process start(List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(words);
        command.addAll(arguments);
        return builder(command, log).start();
    }

    /**
     * Starts it in this process's group, which a terminal signals as a whole. The process that is returned becomes the
     * worker.
     *
     * @param environment is given that of this process to change
     */
    Process startChild(List<String> arguments, Path log, Consumer<Map<String, String>> environment) throws IOException {
        List<String> command = new ArrayList<>(words);
        command.addAll(arguments);
        ProcessBuilder builder = builder(command, log);
        environment.accept(builder.environment());
        return builder.start();
    }

    private static ProcessBuilder builder(List<String> command, Path log) {
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    }
}
