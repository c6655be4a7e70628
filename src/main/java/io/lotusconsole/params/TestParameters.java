package io.lotusconsole.params;

import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.prover.TestNetworkProver;
import io.lotusconsole.proving.PoStKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Parameters of a test network, made on this machine in a directory of their own.
 *
 * <p>Whoever makes parameters could forge proofs under them, so they are marked and never mixed with published
 * ones: their file names are the same.
 */
public final class TestParameters {
    private static final String MARK = "TEST-PARAMETERS-ONLY.txt";

    private static final String MARK_TEXT = """
            The parameter files in this directory were made on this machine, for a test network.
            Whoever made them could forge proofs. Never use them with sectors that are worth anything.
            They can be deleted; they are made again when they are needed.
            """;

    private TestParameters() {}

    /** Told what is being done, since it takes half a minute. */
    public interface Steps {
        /** @param name such as {@code WinningPoSt parameters for 2KiB sectors} */
        void began(String name);

        void ended(String name, long millis);
    }

    /** Whether the directory is for parameters that were made here, and for no others. */
    static boolean isMarked(Path directory) {
        return Files.exists(directory.resolve(MARK));
    }

    /** Whether both proofs of this sector size have their parameters there: all files that were made, none cut. */
    public static boolean areIn(Path directory, SectorSize size) {
        try {
            List<String> lines = Files.readAllLines(doneMark(directory, size));
            for (String line : lines) {
                if (!isWhole(directory, line)) {
                    return false;
                }
            }
            return !lines.isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether a file has the length it was made with. @param line of the mark: bytes, a space, the name */
    private static boolean isWhole(Path directory, String line) throws IOException {
        int space = line.indexOf(' ');
        if (space < 0) {
            return false;
        }
        Path file = directory.resolve(line.substring(space + 1));
        return Files.isRegularFile(file) && line.substring(0, space).equals(Long.toString(Files.size(file)));
    }

    /** Removes what was cut since, for the library takes what it finds. */
    private static void removeBroken(Path directory, SectorSize size) throws IOException {
        Path mark = doneMark(directory, size);
        if (!Files.exists(mark)) {
            return;
        }
        for (String line : Files.readAllLines(mark)) {
            int space = line.indexOf(' ');
            if (space >= 0 && !isWhole(directory, line)) {
                Files.deleteIfExists(directory.resolve(line.substring(space + 1)));
            }
        }
    }

    /**
     * Makes the parameters of both PoSts for a sector size, unless they are there. About half a minute for 2 KiB
     * on two cores. Of several processes one makes them and the others wait.
     *
     * @param directory made if need be
     * @throws IOException if the directory cannot be written, or holds parameters that were not made here
     */
    public static void ensure(TestNetworkProver prover, Path directory, SectorSize size, Steps steps)
            throws IOException, ProverException {
        Files.createDirectories(directory);
        if (areIn(directory, size)) {
            return;
        }
        String waiting = "another process to finish the test parameters";
        try (DirectoryLock lock = DirectoryLock.take(directory, () -> steps.began(waiting))) {
            if (lock.hadToWait() && areIn(directory, size)) {
                return;
            }
            mark(directory);
            removeBroken(directory, size);
            List<String> made = new ArrayList<>();
            for (PoStKind kind : PoStKind.values()) {
                String name = kind.title() + " parameters for " + size + " sectors";
                steps.began(name);
                long startNanos = System.nanoTime();
                made.addAll(prover.makeParameters(RegisteredPoStProof.of(kind, size), directory));
                steps.ended(name, (System.nanoTime() - startNanos) / 1_000_000);
            }
            List<String> lines = new ArrayList<>();
            for (String name : made) {
                lines.add(Files.size(directory.resolve(name)) + " " + name);
            }
            Files.write(doneMark(directory, size), lines, StandardCharsets.US_ASCII);
        }
    }

    /** Says what the directory is, before anything that could be mistaken is in it. */
    private static void mark(Path directory) throws IOException {
        if (!isMarked(directory)) {
            try (var files = Files.newDirectoryStream(directory, "*.{params,vk}")) {
                if (files.iterator().hasNext()) {
                    throw new IOException(directory + " holds parameter files that are not test parameters");
                }
            }
            Files.writeString(directory.resolve(MARK), MARK_TEXT, StandardCharsets.US_ASCII);
        }
    }

    private static Path doneMark(Path directory, SectorSize size) {
        return directory.resolve("made-" + size);
    }
}
