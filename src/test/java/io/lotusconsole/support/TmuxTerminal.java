package io.lotusconsole.support;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A real terminal: tmux with a server of its own, in which one program runs. For one thread. */
public final class TmuxTerminal implements Closeable {
    private static final long WAIT_SECONDS_MAX = 60;
    private static final long LOOK_AGAIN_NANOS = 50_000_000;
    private static final int STILL_LOOKS = 10;

    private final Path directory;
    private final Map<String, String> environment;

    /**
     * Nothing is started yet.
     *
     * @param directory where the server has its socket
     * @param environment what the programs have besides the environment of this process
     */
    public TmuxTerminal(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** Whether a program is on the PATH of this machine. */
    public static boolean isHere(String program) {
        try {
            Process process = new ProcessBuilder("sh", "-c", "command -v \"$0\" >/dev/null", program).start();
            return process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Starts a program in a terminal of this size. */
    public void open(int columns, int rows, String... program) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(
                List.of("new-session", "-d", "-x", Integer.toString(columns), "-y", Integer.toString(rows)));
        words.addAll(List.of(program));
        run(words.toArray(String[]::new));
    }

    /** Runs a command of tmux; what it prints. */
    public String run(String... words) throws IOException, InterruptedException {
        List<String> all =
                new ArrayList<>(List.of("tmux", "-S", directory.resolve("tmux").toString(), "-f", "/dev/null"));
        all.addAll(List.of(words));
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS));
        return said;
    }

    /** Types a text as it is. */
    public void type(String text) throws IOException, InterruptedException {
        run("send-keys", "-l", text);
    }

    /** Presses keys by the names that tmux has for them. */
    public void press(String... keys) throws IOException, InterruptedException {
        for (String key : keys) {
            run("send-keys", key);
        }
    }

    /** Waits until the screen is as it should be, at most a minute; the screen. */
    public String awaitScreen(String what, Predicate<String> condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
        String screen = "";
        while (System.nanoTime() - end < 0) {
            screen = run("capture-pane", "-p");
            if (condition.test(screen)) {
                return screen;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        throw new AssertionError("never seen: " + what + "\n" + screen);
    }

    /** Waits until the screen has not changed for half a second, at most a minute; the screen. */
    public String awaitStill() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS_MAX);
        String screen = "";
        int same = 0;
        while (same < STILL_LOOKS && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            String now = run("capture-pane", "-p");
            same = now.equals(screen) ? same + 1 : 0;
            screen = now;
        }
        return screen;
    }

    /** Ends the program and the terminal. Blocks until both are gone, and with them what they write at their end. */
    @Override
    public void close() throws IOException {
        try {
            List<ProcessHandle> processes = new ArrayList<>();
            for (String pid :
                    run("list-panes", "-a", "-F", "#{pane_pid}\n#{pid}").split("\\s+")) {
                if (pid.matches("[0-9]+")) {
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(processes::add);
                }
            }
            run("kill-server");
            for (ProcessHandle process : processes) {
                process.onExit().get(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the terminal does not end", e);
        }
    }
}
