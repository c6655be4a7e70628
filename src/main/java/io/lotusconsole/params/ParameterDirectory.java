package io.lotusconsole.params;

import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.proving.ParameterState.Verdict;
import io.lotusconsole.proving.PoStKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The parameter files of a directory, looked at. Changes nothing. */
public final class ParameterDirectory {
    /** Where Lotus and the proof library look without {@code FIL_PROOFS_PARAMETER_CACHE}. */
    public static final Path DEFAULT = Path.of("/var/tmp/filecoin-proof-parameters");

    private final Path directory;
    private final boolean trusted;

    /** @param trusted whether files that are there are taken as good, as {@code TRUST_PARAMS=1} has it */
    public ParameterDirectory(Path directory, boolean trusted) {
        this.directory = directory;
        this.trusted = trusted;
    }

    /** Of a manifest, what roles need for a sector size, role by role: parameters and a verifying key. */
    public static List<ParameterFile> needed(List<ParameterFile> manifest, Set<PoStKind> roles, long sectorSizeBytes) {
        List<ParameterFile> needed = new ArrayList<>();
        for (ParameterFile file : manifest) {
            boolean mine = file.kind().isPresent() && roles.contains(file.kind().get());
            if (mine && file.sectorSizeBytes() == sectorSizeBytes) {
                needed.add(file);
            }
        }
        needed.sort(Comparator.comparing((ParameterFile file) -> file.kind().get()));
        return needed;
    }

    public Path path() {
        return directory;
    }

    Path pathOf(ParameterFile file) {
        return directory.resolve(file.name());
    }

    /** Which are there. Reads no content. */
    public List<ParameterState> list(List<ParameterFile> files) {
        List<ParameterState> states = new ArrayList<>();
        for (ParameterFile file : files) {
            boolean there = Files.isRegularFile(pathOf(file));
            states.add(state(file, there ? Verdict.UNCHECKED : Verdict.MISSING));
        }
        return states;
    }

    /**
     * Which are there and good. Reads each file once, which takes minutes for the window parameters of 32 GiB
     * sectors; verifying keys always, parameters unless they are trusted.
     *
     * @throws IOException if a file that is there cannot be read
     */
    public List<ParameterState> check(List<ParameterFile> files, FetchProgress progress) throws IOException {
        List<ParameterState> states = new ArrayList<>();
        for (ParameterState listed : list(files)) {
            ParameterFile file = listed.file();
            boolean believed = trusted && !file.isVerifyingKey();
            states.add(listed.verdict() == Verdict.MISSING || believed ? listed : state(file, verdict(file, progress)));
        }
        return states;
    }

    private Verdict verdict(ParameterFile file, FetchProgress progress) throws IOException {
        String found = FileDigest.hex(pathOf(file), file, progress);
        return found.equals(file.digestHex()) ? Verdict.GOOD : Verdict.WRONG;
    }

    private ParameterState state(ParameterFile file, Verdict verdict) {
        Path path = pathOf(file);
        long size = verdict == Verdict.MISSING ? -1 : path.toFile().length();
        return new ParameterState(file, path.toString(), verdict, size);
    }
}
