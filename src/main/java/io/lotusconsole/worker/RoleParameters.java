package io.lotusconsole.worker;

import io.lotusconsole.params.FetchException;
import io.lotusconsole.params.ParameterDirectory;
import io.lotusconsole.params.ParameterFetch;
import io.lotusconsole.params.TestParameters;
import io.lotusconsole.prover.ProofLibrary;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.proving.ParameterState.Verdict;
import io.lotusconsole.proving.ParameterWork;
import io.lotusconsole.proving.PoStKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * The parameter files a role needs: looked at, and fetched if they are missing or wrong.
 *
 * @param directory {@code FIL_PROOFS_PARAMETER_CACHE}, or the usual one
 * @param isTrusted {@code TRUST_PARAMS=1}: what is there is taken as good
 * @param gateway URL that a CID is appended to
 */
public record RoleParameters(Path directory, boolean isTrusted, String gateway) {
    /**
     * Brings the files of a role into the directory, and has the library read them from there. Blocks for as long as
     * reading, and fetching, 57 GiB may take; on a test network, where they were made on this machine, for an
     * instant.
     *
     * @return the files and what is known of them
     * @throws FetchException if they cannot be fetched
     */
    public List<ParameterState> ensure(ProofLibrary library, PoStKind role, SectorSize size, WorkerLog log)
            throws FetchException, ProverException {
        List<ParameterFile> files = ParameterDirectory.needed(library.parameterFiles(), Set.of(role), size.bytes());
        ParameterDirectory place = new ParameterDirectory(directory, isTrusted);
        library.useParameters(directory);
        if (TestParameters.areIn(directory, size)) {
            log.info("test parameters: good on this machine's test network only", "directory", directory);
            return files.stream()
                    .map(file -> new ParameterState(
                            file, directory.resolve(file.name()).toString(), Verdict.UNCHECKED, 0))
                    .toList();
        }
        log.info(ParameterWork.CHECKING.words(), "files", files.size(), "directory", directory);
        FetchLog progress = new FetchLog(log, directory.toString());
        return new ParameterFetch(place, gateway, List.of(ParameterDirectory.DEFAULT), progress).ensure(files);
    }
}
