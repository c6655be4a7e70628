package io.lotusconsole.doctor;

import io.lotusconsole.doctor.Inquiry.Pending;
import io.lotusconsole.lotus.ApiToken;
import io.lotusconsole.lotus.FullNodeClient;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.AddressUse;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.Finding;
import io.lotusconsole.proving.LocalWorker;
import io.lotusconsole.proving.MinerInfo;
import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.proving.PendingProof;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.SectorOnChain;
import io.lotusconsole.proving.SyncTask;
import io.lotusconsole.proving.Tipset;
import io.lotusconsole.rpc.RpcException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** {@code lotus-miner doctor}: the miner, its chain, its workers and its storage, as far as they can be asked. */
public final class MinerExamination {
    /** All questions together: {@code WorkerStats} may take two minutes, everything else less. */
    static final long MILLIS_MAX = 150_000;

    /** Storage paths that are read from. */
    private static final int PATHS_MAX = 64;

    /** Addresses that are asked what they hold. */
    private static final int ADDRESSES_MAX = 16;

    private static final List<PoStKind> KINDS = List.of(PoStKind.WINDOW, PoStKind.WINNING);

    private static final Check VARIABLES = new Check("miner", "variables");

    private final Parts parts;

    /** Tells the workers that were started on this machine. */
    public interface LocalWorkersSource {
        List<LocalWorker> list() throws IOException;
    }

    /**
     * Whom it asks.
     *
     * @param miner unknown if nobody says where it is
     * @param node as {@code miner}
     * @param token the miner's; null if there is none
     * @param tokenSource the variable or file that it comes from
     * @param idle variables that are set and do nothing for this program
     * @param repository the miner's, on this machine; unknown if it is not this miner's, or not here
     */
    public record Parts(
            Answer<MinerClient> miner,
            Answer<FullNodeClient> node,
            ApiToken token,
            String tokenSource,
            FleetSource fleet,
            LocalWorkersSource localWorkers,
            Answer<Path> repository,
            List<IdleVariable> idle,
            InstantSource clock,
            Explainer words) {}

    public MinerExamination(Parts parts) {
        this.parts = parts;
    }

    /** Asks, and blocks until it has its answers, {@link #MILLIS_MAX} at most. Changes nothing. */
    public List<Finding> run() {
        try (Inquiry inquiry = new Inquiry(MILLIS_MAX)) {
            MinerQuestions miner = MinerQuestions.ask(inquiry, parts.miner(), parts.token());
            Pending<Fleet> fleet = inquiry.ask(miner.client(), up -> parts.fleet()::fleet);
            Pending<MinerConfig> config =
                    inquiry.ask(inquiry.known(parts.repository()), path -> () -> MinerConfig.read(path));
            Pending<List<LocalWorker>> started =
                    inquiry.ask(() -> parts.localWorkers().list());
            Pending<Map<String, Map<Long, Integer>>> files = inquiry.ask(miner.address(), address -> () -> {
                MinerClient client = parts.miner().value();
                return client.sectorFiles(MinerQuestions.actor(client, address));
            });
            Pending<Map<String, String>> own = inquiry.ask(miner.client(), client -> client::localPaths);
            Chain chain = chain(inquiry, miner);
            List<PathRead> reads = reads(inquiry, miner, files, own);

            List<Finding> findings = new ArrayList<>(miner.findings(parts.token(), parts.tokenSource(), parts.words()));
            for (PoStKind kind : KINDS) {
                findings.add(WorkerVerdicts.local(kind, fleet.answer(), config.answer()));
            }
            Answer<Map<String, String>> paths = own.answer();
            Answer<Set<String>> ids =
                    paths.isKnown() ? Answer.known(paths.value().keySet()) : Answer.unknownFor(paths);
            findings.add(StorageVerdicts.ownShare(files.answer(), ids, fleet.answer()));
            findings.add(HostVerdicts.variables(VARIABLES, parts.idle()));
            addChain(findings, chain);
            addWorkers(findings, miner, fleet, config, started);
            addReads(findings, files, reads);
            return findings;
        }
    }

    /** What is asked of the full node. */
    private record Chain(
            Pending<NodeVersion> version,
            Pending<Tipset> head,
            Pending<List<SyncTask>> tasks,
            Pending<Map<String, BigInteger>> balances,
            Pending<List<PendingProof>> pool,
            Pending<ProvingWindow> window) {}

    private Chain chain(Inquiry inquiry, MinerQuestions miner) {
        Pending<FullNodeClient> named = inquiry.known(parts.node());
        Pending<NodeVersion> version = inquiry.ask(named, node -> node::version);
        Pending<FullNodeClient> up = inquiry.ask(version, answered -> parts.node()::value);
        Pending<AddressUse> use = inquiry.ask(miner.client(), client -> client::addressUse);
        // The actor is the miner's to tell; both have to be there.
        Pending<String> actor =
                inquiry.ask(up, node -> () -> known(miner.address().answer()));
        Pending<MinerInfo> info =
                inquiry.ask(actor, address -> () -> parts.node().value().minerInfo(address, List.of()));
        return new Chain(
                version,
                inquiry.ask(up, node -> node::head),
                inquiry.ask(up, node -> node::syncTasks),
                inquiry.ask(info, told -> () -> balances(ChainVerdicts.payers(told, use.answer()))),
                inquiry.ask(actor, address -> () -> parts.node().value().pendingProofs(address)),
                inquiry.ask(actor, address -> () -> parts.node().value().provingWindow(address, List.of())));
    }

    private static <T> T known(Answer<T> answer) throws IOException {
        if (!answer.isKnown()) {
            throw new IOException(answer.failure());
        }
        return answer.value();
    }

    private Map<String, BigInteger> balances(List<String> addresses) throws RpcException {
        Map<String, BigInteger> balances = new LinkedHashMap<>();
        for (String address : addresses.subList(0, Math.min(ADDRESSES_MAX, addresses.size()))) {
            balances.put(address, parts.node().value().walletBalance(address));
        }
        return balances;
    }

    /** A sector that the miner is asked to read. */
    private record PathRead(String place, Pending<SectorRead> read) {}

    /** @param reason why it could not be read; empty if it could @param millis that the reading took */
    private record SectorRead(long sector, String reason, long millis) {}

    /** One sector of each path, or as many paths as are looked at. */
    private List<PathRead> reads(
            Inquiry inquiry,
            MinerQuestions miner,
            Pending<Map<String, Map<Long, Integer>>> files,
            Pending<Map<String, String>> own) {
        List<PathRead> reads = new ArrayList<>();
        Answer<SectorSize> size = miner.size().answer();
        if (!files.answer().isKnown() || !size.isKnown()) {
            return reads;
        }
        for (Map.Entry<String, Map<Long, Integer>> path : files.answer().value().entrySet()) {
            List<Long> sectors = StorageVerdicts.readable(path.getValue(), Set.of());
            if (!sectors.isEmpty() && reads.size() < PATHS_MAX) {
                Answer<Map<String, String>> local = own.answer();
                String directory = local.isKnown() ? local.value().get(path.getKey()) : null;
                String place = directory == null ? "path " + path.getKey() : directory;
                reads.add(new PathRead(place, inquiry.ask(() -> read(sectors, size.value()))));
            }
        }
        return reads;
    }

    private SectorRead read(List<Long> numbers, SectorSize size) throws RpcException, IOException {
        MinerClient client = parts.miner().value();
        SectorOnChain sector = MinerQuestions.proven(client, numbers);
        int proof = RegisteredPoStProof.of(PoStKind.WINDOW, size).networkCode();
        long actor = MinerQuestions.actor(client, client.actorAddress());
        long startNanos = System.nanoTime();
        String reason = client.checkProvable(proof, actor, List.of(sector)).getOrDefault(sector.number(), "");
        return new SectorRead(sector.number(), reason, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos));
    }

    private void addChain(List<Finding> findings, Chain chain) {
        Answer<NodeVersion> version = chain.version().answer();
        Answer<Tipset> head = chain.head().answer();
        String authority = parts.node().isKnown() ? parts.node().value().peer().address() : "";
        findings.add(MinerQuestions.timed(NodeVerdicts.node(version, authority, parts.words()), chain.version()));
        findings.add(NodeVerdicts.nodeVersion(version));
        findings.add(ChainVerdicts.clock(head, version, parts.clock().instant()));
        findings.add(ChainVerdicts.sync(
                head, version, chain.tasks().answer(), parts.clock().instant()));
        findings.add(ChainVerdicts.balance(chain.balances().answer(), head, version));
        findings.add(ChainVerdicts.pool(chain.pool().answer(), chain.window().answer(), head));
    }

    private static void addWorkers(
            List<Finding> findings,
            MinerQuestions miner,
            Pending<Fleet> asked,
            Pending<MinerConfig> config,
            Pending<List<LocalWorker>> started) {
        Answer<Fleet> fleet = asked.answer();
        Answer<SectorSize> size = miner.size().answer();
        for (PoStKind kind : KINDS) {
            findings.add(WorkerVerdicts.attached(kind, fleet));
            findings.addAll(WorkerVerdicts.scheduling(kind, fleet, size));
            findings.add(WorkerVerdicts.next(kind, fleet, config.answer(), size));
        }
        Finding silent = WorkerVerdicts.silent(fleet);
        if (silent != null) {
            findings.add(silent);
        }
        Answer<List<LocalWorker>> here = started.answer();
        if (!here.isKnown()) {
            findings.add(new Check(WorkerVerdicts.AREA, "started here").unknown(here));
        }
        for (LocalWorker worker : here.isKnown() ? here.value() : List.<LocalWorker>of()) {
            findings.add(WorkerVerdicts.started(worker, fleet));
        }
    }

    private static void addReads(
            List<Finding> findings, Pending<Map<String, Map<Long, Integer>>> files, List<PathRead> reads) {
        Check all = new Check(StorageVerdicts.AREA, "by the miner");
        Answer<Map<String, Map<Long, Integer>>> known = files.answer();
        if (!known.isKnown()) {
            findings.add(all.unknown(known));
            return;
        }
        for (PathRead read : reads) {
            Answer<SectorRead> answer = read.read().answer();
            findings.add(
                    answer.isKnown()
                            ? StorageVerdicts.byMiner(
                                    read.place(),
                                    answer.value().sector(),
                                    answer.value().reason(),
                                    answer.value().millis())
                            : StorageVerdicts.notByMiner(read.place(), answer));
        }
        int left = known.value().size() - reads.size();
        if (left > 0 || reads.isEmpty()) {
            findings.add(all.unknown(
                    reads.isEmpty()
                            ? "no path of its index has a sector that could be read"
                            : left + " more paths were not read: too many, or without a whole sector",
                    null));
        }
    }
}
