package io.lotusconsole.cli;

import io.lotusconsole.params.TestParameters;
import io.lotusconsole.prover.FileFaults;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.prover.ffi.NativeLibrary;
import io.lotusconsole.render.Durations;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The parameters that {@code demo} and {@code devnet} prove 2 KiB sectors with: made once, on this machine. */
final class TrialParameters {
    private static final SectorSize SECTORS = SectorSize.KIB_2;

    private TrialParameters() {}

    static boolean areMade(Surroundings surroundings) {
        return TestParameters.areIn(directory(surroundings), SECTORS);
    }

    private static Path directory(Surroundings surroundings) {
        return surroundings.stateDirectory().resolve("test-parameters");
    }

    /**
     * Makes them unless they are there, telling each step and how long it took. A trial without them goes on: it
     * says what is missing.
     *
     * @param tell takes whole lines
     */
    static void ensure(Surroundings surroundings, Consumer<String> tell) {
        if (areMade(surroundings)) {
            return;
        }
        Path directory = directory(surroundings);
        try {
            NativeLibrary library = ProofLibraries.load(surroundings);
            tell.accept("Making test parameters, once: half a minute. They stay in " + directory);
            TestParameters.ensure(library, directory, SECTORS, new Steps(tell));
        } catch (ProverException.Unavailable e) {
            tell.accept("Without proofs: " + e.getMessage() + ". " + e.remedy());
        } catch (ProverException e) {
            tell.accept(notMade(directory, e.getMessage()));
        } catch (IOException e) {
            tell.accept(notMade(directory, FileFaults.reason(e)));
        }
    }

    private static String notMade(Path directory, String why) {
        return "Without proofs: test parameters cannot be made in " + directory + ": " + why;
    }

    private record Steps(Consumer<String> tell) implements TestParameters.Steps {
        @Override
        public void began(String name) {
            tell.accept("  " + name + " …");
        }

        @Override
        public void ended(String name, long millis) {
            tell.accept("  " + name + ": " + Durations.go(millis * 1_000_000));
        }
    }
}
