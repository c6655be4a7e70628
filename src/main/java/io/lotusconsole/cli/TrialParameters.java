package io.lotusconsole.cli;

import io.lotusconsole.embedded.Proving;
import io.lotusconsole.params.TestParameters;
import io.lotusconsole.prover.FileFaults;
import io.lotusconsole.prover.NativeCallObserver;
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

    static Path directory(Surroundings surroundings) {
        return surroundings.stateDirectory().resolve("test-parameters");
    }

    /**
     * A proof library that has these parameters, made if need be, for an embedded miner; or what is missing, which is
     * told as well, for a trial goes on without. Loads the library into this process, for which the parameters are
     * final, as is that it takes no GPU.
     *
     * @param tell takes whole lines
     */
    static Proving proving(Surroundings surroundings, Consumer<String> tell) {
        return proving(surroundings, NativeCallObserver.NONE, tell);
    }

    /** The same, with somebody who is told of every native call. */
    static Proving proving(Surroundings surroundings, NativeCallObserver observer, Consumer<String> tell) {
        Path directory = directory(surroundings);
        String missing;
        try {
            NativeLibrary library = ProofLibraries.loadWithoutGpu(surroundings, observer);
            if (!areMade(surroundings)) {
                tell.accept("Making test parameters, once: half a minute. They stay in " + directory);
                TestParameters.ensure(library, directory, SECTORS, new Steps(tell));
            }
            library.useParameters(directory);
            return Proving.with(library, library);
        } catch (ProverException.Unavailable e) {
            missing = e.getMessage();
            tell.accept("Without proofs: " + missing + ". " + e.remedy());
        } catch (ProverException e) {
            missing = notMade(directory, e.getMessage());
            tell.accept("Without proofs: " + missing);
        } catch (IOException e) {
            missing = notMade(directory, FileFaults.reason(e));
            tell.accept("Without proofs: " + missing);
        }
        return Proving.missing(missing);
    }

    private static String notMade(Path directory, String why) {
        return "test parameters cannot be made in " + directory + ": " + why;
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
