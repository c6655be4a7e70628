package io.lotusconsole.support;

import com.sun.jna.Platform;
import io.lotusconsole.prover.ffi.NativeLibrary;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The proof library of this build, whose WindowPoSts, or whose reads of sectors, wait inside it until the test lets
 * them go on: so that a fault comes in the middle of one, and not a little before or after.
 */
public final class HeldProver implements AutoCloseable {
    private static final long CALL_SECONDS_MAX = 90;

    private final Path library;
    private final Path hold;

    private HeldProver(Path library, Path hold) {
        this.library = library;
        this.hold = hold;
    }

    /** For WindowPoSts. Skips the test if the machine has no C compiler, or the build no library. */
    public static HeldProver ofProofs(Path directory) throws Exception {
        return make(directory, "-DHOLD_PROOFS");
    }

    /** For reads of sectors in paths of this machine. */
    public static HeldProver ofReads(Path directory) throws Exception {
        return make(directory, "-DHOLD_READS");
    }

    private static HeldProver make(Path directory, String what) throws Exception {
        Libraries.require();
        Path real = directory.resolve("real" + what + ".so");
        String bundled = "/" + Platform.RESOURCE_PREFIX + "/" + System.mapLibraryName("lotus_console_prover");
        try (InputStream in = NativeLibrary.class.getResourceAsStream(bundled)) {
            Files.copy(in, real);
        }
        Path hold = directory.resolve("hold" + what);
        Path library = CCompiler.library(
                "held_prover.c",
                directory.resolve("held" + what + ".so"),
                what,
                "-DREAL=\"" + real + "\"",
                "-DHOLD=\"" + hold + "\"",
                "-Wl,--no-as-needed",
                real.toString());
        return new HeldProver(library, hold);
    }

    /** From now on calls wait. */
    public HeldProver hold() throws Exception {
        if (new ProcessBuilder("mkfifo", hold.toString()).start().waitFor() != 0) {
            throw new AssertionError("mkfifo " + hold);
        }
        return this;
    }

    /** Variables of a worker that is to prove with it. */
    public Map<String, String> environment(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("LOTUS_CONSOLE_PROVER", library.toString());
        return all;
    }

    /** A call that waits inside the library. */
    public final class Held {
        private final OutputStream end;

        private Held(OutputStream end) {
            this.end = end;
        }

        /** It goes on, and the next one waits again. */
        public void letGo() throws IOException {
            end.close();
        }

        /** It goes on, and no other one waits. */
        public void letAllGo() throws IOException {
            Files.deleteIfExists(hold);
            letGo();
        }
    }

    /** Blocks until a call is inside the library. */
    public Held awaitCall() throws Exception {
        CompletableFuture<OutputStream> opened = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        opened.complete(Files.newOutputStream(hold, StandardOpenOption.WRITE));
                    } catch (IOException e) {
                        opened.completeExceptionally(e);
                    }
                },
                "held call");
        thread.setDaemon(true);
        thread.start();
        try {
            return new Held(opened.get(CALL_SECONDS_MAX, TimeUnit.SECONDS));
        } catch (TimeoutException e) {
            throw new AssertionError("no call came into the library within " + CALL_SECONDS_MAX + " s", e);
        }
    }

    /** Nothing waits any more. */
    @Override
    public void close() throws IOException {
        if (Files.exists(hold)) {
            // Opened for both, a FIFO waits for nobody, and frees who waits.
            try (RandomAccessFile both = new RandomAccessFile(hold.toFile(), "rw")) {
                Files.deleteIfExists(hold);
            }
        }
    }
}
