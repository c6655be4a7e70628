package io.lotusconsole.embedded;

import static io.lotusconsole.embedded.CommonMethods.ADMIN;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.SectorSet;
import io.lotusconsole.rpc.RpcCall;
import io.lotusconsole.rpc.RpcFault;
import io.lotusconsole.rpc.RpcMethod;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;

/** The calls by which a person has something proven, checked or recovered ({@code node/impl/storminer.go}). */
final class ProvingMethods {
    /** Calls of a kind that may be at work at a time: each may read and prove a whole deadline. */
    static final int CALLS_MAX = 8;

    /** Sectors of one call. */
    private static final int SECTORS_MAX = 10_000;

    private final ChainLedger ledger;
    private final SimulatedChain chain;
    private final LocalProving local;
    private final PoStDispatch dispatch;
    private final ProvingDriver driver;
    private final ExecutorService threads;

    private ProvingMethods(
            ChainLedger ledger,
            LocalProving local,
            PoStDispatch dispatch,
            ProvingDriver driver,
            ExecutorService threads) {
        this.ledger = ledger;
        this.chain = ledger.chain();
        this.local = local;
        this.dispatch = dispatch;
        this.driver = driver;
        this.threads = threads;
    }

    static List<RpcMethod> of(
            ChainLedger ledger,
            LocalProving local,
            PoStDispatch dispatch,
            ProvingDriver driver,
            ExecutorService threads) {
        ProvingMethods proving = new ProvingMethods(ledger, local, dispatch, driver, threads);
        return List.of(
                proving.method("ComputeWindowPoSt", 2, proving::compute),
                proving.method("CheckProvable", 2, proving::check),
                proving.method("RecoverFault", 1, proving::recover));
    }

    /** The same calls where nothing can be proven. @param missing why */
    static List<RpcMethod> unavailable(String missing) {
        List<RpcMethod> methods = new ArrayList<>();
        Map.of("ComputeWindowPoSt", 2, "CheckProvable", 2, "RecoverFault", 1)
                .forEach((name, params) -> methods.add(CommonMethods.method(name, ADMIN, params, (call, out) -> {
                    throw RpcFault.ordinary("no sector is sealed here and nothing can be proven: " + missing);
                })));
        return methods;
    }

    private interface Body {
        Consumer<DocumentWriter> answer(RpcCall call) throws RpcFault, ProvingFailure, InterruptedException;
    }

    private RpcMethod method(String name, int params, Body body) {
        return MinerMethods.elsewhere(name, params, CALLS_MAX, threads, call -> {
            try {
                return body.answer(call);
            } catch (ProvingFailure e) {
                throw RpcFault.ordinary("running window post failed: " + e.getMessage());
            }
        });
    }

    private long epochOf(RpcCall call, int index) throws RpcFault {
        return ledger.epochOf(call.param(index, "*types.TipSetKey", Wire::tipsetKey));
    }

    /** A run for show: faulty sectors are proven too, and nothing is submitted. */
    private Consumer<DocumentWriter> compute(RpcCall call) throws RpcFault, ProvingFailure, InterruptedException {
        long index = call.unsignedInteger(0);
        long epoch = epochOf(call, 1);
        if (Long.compareUnsigned(index, SimulatedChain.DEADLINES) >= 0) {
            throw RpcFault.ordinary("invalid deadline " + Long.toUnsignedString(index));
        }
        int deadline = (int) index;
        ProvingWindow window = chain.windowAt(epoch);
        long challenge = window.openOf(deadline) - chain.challengeLookback();
        if (deadline > window.deadlineIndex()) {
            challenge -= chain.periodEpochs();
        }
        DeadlineSectors sectors = ledger.at(epoch).deadline(deadline);
        List<Long> left = new ArrayList<>();
        sectors.partitions().forEach(partition -> left.addAll(partition.health().keySet()));
        left.sort(null);
        ProofRequest request = local.request(PoStKind.WINDOW, chain.windowRandomness(challenge));
        Set<Long> skipped = new TreeSet<>(local.unreadable(request, left).keySet());
        left.removeAll(skipped);
        while (!left.isEmpty()) {
            PoStDispatch.Window made =
                    dispatch.window(request, epoch, deadline, local.challenged(request, left), false);
            if (made.skipped().isEmpty()) {
                return out -> write(out, deadline, sectors, skipped, made.partitions());
            }
            skipped.addAll(made.skipped());
            left.removeAll(skipped);
        }
        return out -> out.array().endArray();
    }

    private static void write(
            DocumentWriter out, int deadline, DeadlineSectors sectors, Set<Long> skipped, List<PartitionProof> proofs) {
        out.array().object().integer("Deadline", deadline).array("Partitions");
        for (int i = 0; i < sectors.partitions().size(); i++) {
            Set<Long> own = new TreeSet<>(sectors.partitions().get(i).health().keySet());
            int all = own.size();
            own.retainAll(skipped);
            if (own.size() < all) {
                out.object().integer("Index", i);
                Wire.sectors(out, "Skipped", SectorSet.ofNumbers(List.copyOf(own)));
                out.end();
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        proofs.forEach(proof -> bytes.writeBytes(proof.bytes()));
        out.endArray().array("Proofs").object().integer("PoStProof", SimulatedChain.WINDOW_POST_PROOF);
        out.text("ProofBytes", Base64.getEncoder().encodeToString(bytes.toByteArray()));
        out.end().endArray();
        out.integer("ChainCommitEpoch", 0).nothing("ChainCommitRand").end().endArray();
    }

    private Consumer<DocumentWriter> check(RpcCall call) throws RpcFault {
        List<Long> asked = call.param(1, "*[]storiface.SectorRef", ProvingMethods::sectorRefs);
        Map<Long, String> bad = new TreeMap<>();
        List<Long> known = new ArrayList<>();
        for (long number : asked) {
            if (chain.hasSector(number)) {
                known.add(number);
            } else {
                bad.put(number, "getting commR: sector info not found");
            }
        }
        PoStRandomness random = PoStRandomness.of(Cids.sha256("check " + System.nanoTime()));
        bad.putAll(local.unreadable(local.request(PoStKind.WINDOW, random), new TreeSet<>(known)));
        return out -> {
            out.object();
            bad.forEach((number, why) -> out.text(Long.toString(number), why));
            out.end();
        };
    }

    /** Numbers of the sectors, whose miner and seal proof are ours in every honest call. */
    private static List<Long> sectorRefs(JsonCursor in) throws IOException {
        List<Long> numbers = new ArrayList<>();
        if (in.beginArray()) {
            while (in.nextElement()) {
                limit(in, numbers);
                if (in.beginObject()) {
                    while (in.nextField()) {
                        if (in.name().equals("ID")) {
                            numbers.add(Wire.sectorId(in).number());
                        } else {
                            in.skip();
                        }
                    }
                }
            }
        }
        return numbers;
    }

    private static List<Long> numbers(JsonCursor in) throws IOException {
        List<Long> numbers = new ArrayList<>();
        if (in.beginArray()) {
            while (in.nextElement()) {
                limit(in, numbers);
                numbers.add(in.integer());
            }
        }
        return numbers;
    }

    private static void limit(JsonCursor in, List<Long> numbers) throws IOException {
        if (numbers.size() >= SECTORS_MAX) {
            throw in.misplaced("at most " + SECTORS_MAX + " sectors");
        }
    }

    /** One message a deadline that has plain faults among the sectors. */
    private Consumer<DocumentWriter> recover(RpcCall call) throws RpcFault {
        List<Long> asked = call.param(0, "*[]abi.SectorNumber", ProvingMethods::numbers);
        MinerSectors sectors = ledger.at(ledger.head());
        Map<Integer, Set<Long>> faults = new TreeMap<>();
        for (long number : asked) {
            int deadline = sectors.deadlineOf(number);
            if (deadline < 0) {
                throw RpcFault.ordinary("sectors " + number + " not found in the sector list for miner");
            }
            faults.computeIfAbsent(deadline, key -> new TreeSet<>()).add(number);
        }
        int open = chain.windowAt(ledger.head()).deadlineIndex();
        List<String> messages = new ArrayList<>();
        for (Map.Entry<Integer, Set<Long>> entry : faults.entrySet()) {
            int deadline = entry.getKey();
            if (deadline == open || deadline == (open + 1) % SimulatedChain.DEADLINES) {
                throw RpcFault.ordinary(
                        "recoveries of deadline " + deadline + " cannot be declared now: it is open or opens next");
            }
            Set<Long> plain = entry.getValue();
            plain.retainAll(sectors.where(health -> health == SectorHealth.FAULTY));
            String message = driver.declare(deadline, plain);
            if (message != null) {
                messages.add(message);
            }
        }
        return out -> {
            out.array();
            messages.forEach(cid -> out.object().text("/", cid).end());
            out.endArray();
        };
    }
}
