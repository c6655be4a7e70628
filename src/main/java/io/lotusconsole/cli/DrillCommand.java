package io.lotusconsole.cli;

import io.lotusconsole.lotus.ApiInfoException;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.proving.DrillResult;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.SectorOnChain;
import io.lotusconsole.render.DrillReport;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.storage.SectorFileType;
import io.lotusconsole.worker.Drill;
import io.lotusconsole.worker.MinerChain;
import io.lotusconsole.worker.MinerFacts;
import io.lotusconsole.worker.WorkerStorage;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;

/** {@code lotus-worker drill}: a proof of real sectors that is sent to nobody, and how long it took. */
final class DrillCommand extends Command {
    private static final int RANDOMNESS_BYTES = 32;

    /** Sectors that are looked at besides those that are wanted: some are updated, or not proven yet. */
    private static final int SECTORS_SPARE = 100;

    DrillCommand() {
        super("drill", "Make a proof of real sectors that is not sent, and tell how long it takes");
    }

    @Override
    boolean isAskingNodes() {
        return false;
    }

    @Override
    void describe(CommandSpec spec) {
        RunFlags.describeRole(spec);
        spec.addOption(GlobalOptions.text("N", "sectors of a WindowPoSt (as many as a partition has)", "--sectors"));
        RunFlags.describeProving(spec);
        spec.addOption(GlobalOptions.flag("open no storage path of this machine", "--no-local-storage"));
        spec.addOption(GlobalOptions.text("DIR", "the worker's repository", "--worker-repo", "--workerrepo"));
    }

    @Override
    int run(Invocation in) throws RpcException, ApiInfoException, UsageException, CommandFailure {
        RunFlags flags = new RunFlags(in);
        PoStKind role = flags.role();
        try (WorkerSetup setup = new WorkerSetup(in, flags, role)) {
            MinerFacts facts = setup.askMiner(new CountDownLatch(1));
            List<SectorOnChain> sectors = sectors(in, setup, role, facts);
            for (ParameterState state : setup.parameters(facts)) {
                if (!state.isUsable()) {
                    throw new CommandFailure(
                            "parameter file " + state.path() + ": "
                                    + state.verdict().words(),
                            "`lotus-worker fetch-params` fetches good ones.",
                            null);
                }
            }
            WorkerStorage storage = setup.storage(null, facts);
            Drill drill = new Drill(setup.library(), storage.source(), facts.actor(), flags.budgets(role));
            byte[] drawn = new byte[RANDOMNESS_BYTES];
            new SecureRandom().nextBytes(drawn);
            in.output()
                    .complain("a " + role.title() + " of " + sectors.size()
                            + (sectors.size() == 1 ? " sector" : " sectors") + ", sent to nobody …");
            DrillResult result =
                    drill.run(role, facts.sectorSize(), sectors, drawn, new Narrator(in.output(), sectors.size()));
            int status = Showing.once(in, new DrillReport(result));
            return result.isPassed() ? status : ExitStatus.PROBLEM_FOUND;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("interrupted", null, e);
        } catch (ProverException e) {
            throw new CommandFailure("no proof could be made: " + e.getMessage(), null, e);
        }
    }

    /** Says on stderr how a drill goes on: each phase, and a line now and then while one lasts. */
    private static final class Narrator implements Drill.Progress {
        private static final long LINE_NANOS = 15_000_000_000L;

        private final Output output;
        private final int sectors;

        /** Guarded by this. */
        private long toldNanos = System.nanoTime();

        Narrator(Output output, int sectors) {
            this.output = output;
            this.sectors = sectors;
        }

        @Override
        public synchronized void read(int count) {
            if (System.nanoTime() - toldNanos >= LINE_NANOS) {
                toldNanos = System.nanoTime();
                output.complain("reading: " + count + " of " + sectors);
            }
        }

        @Override
        public void enter(String phase) {
            output.complain(phase + " …");
        }

        @Override
        public void still(String phase, long millis) {
            output.complain(phase + ": for " + millis / 1000 + " s");
        }
    }

    /** Healthy sectors of the next deadlines, as many as the proof has; without a full node, any the miner has. */
    private static List<SectorOnChain> sectors(Invocation in, WorkerSetup setup, PoStKind role, MinerFacts facts)
            throws RpcException, UsageException, CommandFailure {
        int most = RegisteredPoStProof.of(role, facts.sectorSize()).partitionSectorsMax();
        int wanted = role == PoStKind.WINNING ? 1 : wanted(in, most);
        List<SectorOnChain> found;
        try {
            found = new MinerChain(in.node(), facts.address()).healthySectors(wanted);
        } catch (ApiInfoException e) {
            in.note("no full node is named (FULLNODE_API_INFO), so the miner chooses the sectors; updated ones and"
                    + " faults are not known.");
            found = ofMiner(setup.miner(), facts, wanted);
        }
        if (found.isEmpty()) {
            throw new CommandFailure("miner " + facts.address() + " has no healthy sector to try", null, null);
        }
        return found;
    }

    private static List<SectorOnChain> ofMiner(MinerClient miner, MinerFacts facts, int wanted) throws RpcException {
        List<Long> numbers = new ArrayList<>(miner.sectorsList());
        Collections.shuffle(numbers, new SecureRandom());
        List<SectorOnChain> found = new ArrayList<>();
        for (long number : numbers.subList(0, Math.min(numbers.size(), wanted + SECTORS_SPARE))) {
            if (found.size() == wanted) {
                break;
            }
            // Of an updated sector the miner does not say which commitment it is asked for.
            boolean isUpdated = !miner.findSector(facts.actor(), number, SectorFileType.UPDATE.bit(), 0)
                    .isEmpty();
            SectorOnChain sector = isUpdated ? null : miner.sectorStatus(number);
            if (sector != null) {
                found.add(sector);
            }
        }
        return found;
    }

    private static int wanted(Invocation in, int most) throws UsageException {
        String text = in.value("--sectors");
        try {
            int wanted = text == null ? most : Integer.parseInt(text);
            if (wanted >= 1 && wanted <= most) {
                return wanted;
            }
        } catch (NumberFormatException e) {
            // Told below, with what is wanted.
        }
        throw UsageException.ofFlag(
                "invalid value \"" + text + "\" for flag -sectors", "From 1 to " + most + ", a partition.");
    }
}
