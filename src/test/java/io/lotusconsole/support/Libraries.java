package io.lotusconsole.support;

import io.lotusconsole.prover.NativeCallObserver;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ffi.LibraryLoader;
import io.lotusconsole.prover.ffi.NativeLibrary;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The proof library of this build, for tests. */
public final class Libraries {
    private Libraries() {}

    /**
     * The library, its parameter directory being that of {@link Vectors}: it can verify the recorded proofs in this
     * JVM, and make none. Skips the test, naming what the machine lacks, if the build has no library.
     */
    public static NativeLibrary ofVectors() {
        return load(Vectors.keys());
    }

    /**
     * The library with the parameters of {@link TestNetwork}, made if this build has none yet, which takes half a
     * minute: it can prove in this JVM. Skips the test like {@link #ofVectors}.
     */
    public static NativeLibrary ofTestNetwork() {
        TestNetwork.ensureParameters();
        return load(TestNetwork.parameters());
    }

    /** Skips the test, naming what the machine lacks, if the build has no library. */
    public static NativeLibrary require() {
        return load(null);
    }

    /** @param parameters null to say nothing about them */
    private static NativeLibrary load(Path parameters) {
        try {
            NativeLibrary library = LibraryLoader.load(null, null, NativeCallObserver.NONE);
            if (parameters != null) {
                library.useParameters(parameters);
            }
            return library;
        } catch (ProverException.Unavailable e) {
            return Assumptions.abort(e.getMessage() + ". " + e.remedy());
        } catch (ProverException e) {
            throw new AssertionError(e);
        }
    }
}
