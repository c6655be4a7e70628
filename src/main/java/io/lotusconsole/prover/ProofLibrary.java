package io.lotusconsole.prover;

import io.lotusconsole.proving.ParameterFile;
import java.nio.file.Path;
import java.util.List;

/** The proof library of this process: its proofs, and what it is and needs. Safe for use by several threads. */
public interface ProofLibrary extends Prover {
    /** What this library was built with. Does not block. */
    ProverBuild build() throws ProverException;

    /**
     * The devices that proofs can be made on, whether or not settings of this process keep them from being used; empty
     * if only processors can be. May take a second the first time.
     */
    List<GpuDevice> devices() throws ProverException;

    /**
     * Says where parameter files are. Good for the whole process and final once a parameter was read: another
     * directory is then {@link ProverException.Rejected}.
     */
    void useParameters(Path directory) throws ProverException;

    /** The files this library knows, with what they must contain. Does not block. */
    List<ParameterFile> parameterFiles() throws ProverException;

    /**
     * Sends the library's log somewhere, instead of where it went before. Of the whole process.
     *
     * @param to null for nowhere
     * @param level the least urgent that is sent
     */
    void sendLog(LibraryLog to, LibraryLog.Level level) throws ProverException;
}
