package io.lotusconsole.cli;

import io.lotusconsole.prover.NativeCallObserver;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ffi.LibraryLoader;
import io.lotusconsole.prover.ffi.NativeLibrary;
import io.lotusconsole.prover.ffi.ProcessEnvironment;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Loads the proof library for the commands that prove; no other may load it, for it costs 0.1 s and 20 MiB. */
final class ProofLibraries {
    /** Has the library prove on CPUs, whatever devices there are (bellperson). */
    static final String NO_GPU = "BELLMAN_NO_GPU";

    private ProofLibraries() {}

    /**
     * The library that {@code LOTUS_CONSOLE_PROVER} names, else the one of this build, unpacked into the user's
     * cache directory.
     *
     * @throws ProverException.Unavailable if there is none
     */
    static NativeLibrary load(Surroundings surroundings) throws ProverException {
        return load(surroundings, NativeCallObserver.NONE);
    }

    /** The same, with somebody who is told of every call. */
    static NativeLibrary load(Surroundings surroundings, NativeCallObserver observer) throws ProverException {
        String named = surroundings.variable("LOTUS_CONSOLE_PROVER");
        Path cache = surroundings.cacheDirectory();
        return LibraryLoader.load(
                named == null ? null : Path.of(named), cache == null ? null : cache.resolve("native"), observer);
    }

    /** The same for proofs of this process that take no GPU: those of a trial, which real ones may be at. */
    static NativeLibrary loadWithoutGpu(Surroundings surroundings, NativeCallObserver observer) throws ProverException {
        try {
            ProcessEnvironment.set(NO_GPU, "true");
        } catch (LinkageError e) {
            // Then no library can be loaded either, which is told below.
        }
        return load(surroundings, observer);
    }

    /** Tells of every native call in a line, for {@code --verbose}. */
    static NativeCallObserver narrator(Consumer<String> tell) {
        return (entry, nativeNanos, totalNanos) ->
                tell.accept("native " + entry + " " + nativeNanos / 1_000 + " us of " + totalNanos / 1_000 + " us");
    }
}
