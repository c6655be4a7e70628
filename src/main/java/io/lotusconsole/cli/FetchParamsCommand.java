package io.lotusconsole.cli;

import io.lotusconsole.params.FetchException;
import io.lotusconsole.params.ParameterDirectory;
import io.lotusconsole.params.ParameterFetch;
import io.lotusconsole.prover.FileFaults;
import io.lotusconsole.prover.ProofLibrary;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.proving.ParameterState.Verdict;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.render.ParametersReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code fetch-params}: the parameter files that PoSt workers need, shown, checked or fetched. */
final class FetchParamsCommand extends Command {
    private static final List<String> SIZE_NAMES = List.of("2KiB", "8MiB", "512MiB", "32GiB", "64GiB");
    private static final String SIZES = "One of " + String.join(", ", SIZE_NAMES) + ".";

    FetchParamsCommand() {
        super("fetch-params", "Fetch the proof parameters that PoSt workers need");
    }

    @Override
    boolean isAskingNodes() {
        return false;
    }

    @Override
    void describe(CommandSpec spec) {
        spec.addOption(
                GlobalOptions.oneOf(SIZE_NAMES, "SIZE", "sectors to fetch for, such as 32GiB", "--proving-params"));
        spec.addOption(GlobalOptions.flag("only what a WindowPoSt worker needs", "--windowpost"));
        spec.addOption(GlobalOptions.flag("only what a WinningPoSt worker needs", "--winningpost"));
        spec.addOption(GlobalOptions.flag("read and check what is there, and fetch nothing", "--check"));
        spec.addOption(GlobalOptions.flag("list the files, and neither check nor fetch", "--list"));
        spec.addPositional(PositionalParamSpec.builder()
                .paramLabel("[SIZE]")
                .completionCandidates(SIZE_NAMES)
                .type(String.class)
                .description("the same as --proving-params")
                .build());
    }

    @Override
    int run(Invocation in) throws UsageException, CommandFailure {
        ParameterDirectory directory = directory(in);
        try {
            List<ParameterFile> files = files(in);
            if (in.has("--list")) {
                return show(in, directory, directory.list(files));
            }
            if (trusts(in)) {
                in.note("TRUST_PARAMS is set: parameters that are there are taken as good, unread.");
            }
            List<ParameterState> states = checkOrFetch(in, directory, files);
            int status = show(in, directory, states);
            return states.stream().allMatch(ParameterState::isUsable) ? status : ExitStatus.FAILED;
        } catch (ProverException.Unavailable e) {
            throw new CommandFailure(e.getMessage(), e.remedy(), e);
        } catch (ProverException e) {
            throw new CommandFailure(e.getMessage(), null, e);
        } catch (FetchException e) {
            boolean away = e.kind() == FetchException.Kind.GATEWAY_UNREACHABLE;
            throw new CommandFailure(
                    e.getMessage(), e.advice(), e, away ? ExitStatus.NOT_REACHABLE : ExitStatus.FAILED);
        } catch (IOException e) {
            throw new CommandFailure("cannot read the parameters: " + FileFaults.reason(e), null, e);
        }
    }

    /** Tells its progress while it lasts; what fetching returns is usable. */
    private static List<ParameterState> checkOrFetch(
            Invocation in, ParameterDirectory directory, List<ParameterFile> files) throws IOException, FetchException {
        FetchNarrator narrator = new FetchNarrator(in, directory.path().toString());
        try {
            return in.has("--check")
                    ? directory.check(files, narrator)
                    : fetch(in, directory, narrator).ensure(files);
        } finally {
            narrator.end();
        }
    }

    private static List<ParameterFile> files(Invocation in) throws UsageException, ProverException {
        Set<PoStKind> roles = EnumSet.allOf(PoStKind.class);
        if (in.has("--windowpost") != in.has("--winningpost")) {
            roles = EnumSet.of(in.has("--windowpost") ? PoStKind.WINDOW : PoStKind.WINNING);
        }
        SectorSize asked = size(in);
        ProofLibrary library = ProofLibraries.load(in.surroundings());
        List<ParameterFile> manifest = library.parameterFiles();
        List<ParameterFile> files = new ArrayList<>();
        for (SectorSize size : asked == null ? SectorSize.values() : new SectorSize[] {asked}) {
            files.addAll(ParameterDirectory.needed(manifest, roles, size.bytes()));
        }
        return files;
    }

    /** Null for all sizes, which only a list is given of. */
    private static SectorSize size(Invocation in) throws UsageException {
        String text = in.value("--proving-params");
        if (text == null && !in.parameters().isEmpty()) {
            text = in.onlyParameter("the sector size");
        }
        if (text == null && in.has("--list")) {
            return null;
        }
        if (text == null) {
            throw new UsageException("no sector size", "Give --proving-params. " + SIZES);
        }
        for (SectorSize size : SectorSize.values()) {
            if (size.toString().equalsIgnoreCase(text.replace(" ", ""))) {
                return size;
            }
        }
        throw UsageException.ofFlag("invalid value \"" + text + "\" for flag -proving-params", SIZES);
    }

    private static ParameterDirectory directory(Invocation in) {
        String named = in.surroundings().variable("FIL_PROOFS_PARAMETER_CACHE");
        return new ParameterDirectory(named == null ? ParameterDirectory.DEFAULT : Path.of(named), trusts(in));
    }

    private static boolean trusts(Invocation in) {
        return "1".equals(in.surroundings().variable("TRUST_PARAMS"));
    }

    private static ParameterFetch fetch(Invocation in, ParameterDirectory directory, FetchNarrator narrator) {
        String gateway = in.surroundings().variable("IPFS_GATEWAY");
        return new ParameterFetch(
                directory,
                gateway == null ? ParameterFetch.DEFAULT_GATEWAY : gateway,
                List.of(ParameterDirectory.DEFAULT),
                narrator);
    }

    private static int show(Invocation in, ParameterDirectory directory, List<ParameterState> states) {
        if (states.stream().anyMatch(state -> state.verdict() == Verdict.WRONG)) {
            in.note("files with wrong content are cut, damaged, or of a test network; without --check good ones are"
                    + " fetched in their place.");
        }
        return Showing.once(in, new ParametersReport(directory.path().toString(), states));
    }
}
