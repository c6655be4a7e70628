package io.lotusconsole.support;

import io.lotusconsole.prover.NativeCallObserver;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ffi.LibraryLoader;
import io.lotusconsole.prover.ffi.NativeLibrary;
import org.junit.jupiter.api.Assumptions;

/** The proof library of this build, for tests. */
public final class Libraries {
    private Libraries() {}

    /**
     * The library, its parameter directory being that of {@link Vectors}: it can verify the recorded proofs in this
     * JVM, and make none. Skips the test, naming what the machine lacks, if the build has no library.
     */
    public static NativeLibrary ofVectors() {
        try {
            NativeLibrary library = LibraryLoader.load(null, null, NativeCallObserver.NONE);
            library.useParameters(Vectors.keys());
            return library;
        } catch (ProverException.Unavailable e) {
            return Assumptions.abort(e.getMessage() + ". " + e.remedy());
        } catch (ProverException e) {
            throw new AssertionError(e);
        }
    }
}
