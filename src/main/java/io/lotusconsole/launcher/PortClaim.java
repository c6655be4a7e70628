package io.lotusconsole.launcher;

import java.io.Closeable;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A port for a worker whose flags leave open where it serves: Lotus's own, or the first above it that nothing listens
 * at and no other worker was given. A worker listens only once its parameters were read, which takes minutes, so that
 * nothing but its record tells until then that the port is taken. Held until that record is written.
 */
final class PortClaim implements Closeable {
    /** {@code --listen} of {@code lotus-worker run} ({@code cli/worker/worker.go}). */
    private static final int FIRST_PORT = 3456;

    private static final int PORTS_MAX = 1_000;

    /** The system gives one. */
    private static final int ANY_PORT = 0;

    private final NameLock lock;
    private final int port;

    private PortClaim(NameLock lock, int port) {
        this.lock = lock;
        this.port = port;
    }

    /** The ports that workers were given, asked for with nobody else giving one meanwhile. */
    interface Given {
        Set<Integer> ports() throws IOException;
    }

    /** @param workers directory of them all, which exists */
    static PortClaim take(Path workers, Given given) throws IOException {
        NameLock lock = NameLock.tryTake(workers);
        if (lock == null) {
            // Another console is giving one at this very moment: which, is not known yet.
            return new PortClaim(null, ANY_PORT);
        }
        boolean isTaken = false;
        try {
            PortClaim claim = new PortClaim(lock, firstFree(given.ports()));
            isTaken = true;
            return claim;
        } finally {
            if (!isTaken) {
                lock.close();
            }
        }
    }

    private static int firstFree(Set<Integer> given) {
        for (int port = FIRST_PORT; port < FIRST_PORT + PORTS_MAX; port++) {
            if (!given.contains(port) && isFree(port)) {
                return port;
            }
        }
        return ANY_PORT;
    }

    private static boolean isFree(int port) {
        try (ServerSocket tried = new ServerSocket(port, 1)) {
            return tried.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /** The address is left to the worker: of all, it takes the one that faces the miner. */
    List<String> flags() {
        return List.of("--listen", "0.0.0.0:" + port);
    }

    /** The port in a worker's flags; {@link #ANY_PORT} if there is none. */
    static int portIn(List<String> flags) {
        for (int i = 0; i < flags.size(); i++) {
            String flag = flags.get(i);
            String value = flag.startsWith("--listen=")
                    ? flag
                    : i > 0 && flags.get(i - 1).equals("--listen") ? flag : "";
            try {
                if (!value.isEmpty()) {
                    return Integer.parseInt(value.substring(value.lastIndexOf(':') + 1));
                }
            } catch (NumberFormatException e) {
                // It ended for that, and said so.
            }
        }
        return ANY_PORT;
    }

    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}
