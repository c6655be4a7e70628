package io.lotusconsole.cli;

import static io.lotusconsole.proving.PoStKind.WINDOW;
import static io.lotusconsole.proving.PoStKind.WINNING;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lotusconsole.embedded.ChainMessage;
import io.lotusconsole.embedded.ProofAttempt;
import io.lotusconsole.embedded.ProofMaker;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.PoStKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ProofNarratorTest {
    private static final ProofMaker WORKER = new ProofMaker("box\n2", "3f2b");

    private final List<String> told = new ArrayList<>();
    private final ProofNarrator narrator = new ProofNarrator(told::add);

    private static ProofAttempt window(List<Long> skipped, ProofMaker maker, boolean verified, String error) {
        return new ProofAttempt(
                20, request(WINDOW), 2, 0, sectors(1, 2, 7), skipped, maker, 912, proof(verified), error, verified);
    }

    private static ProofRequest request(PoStKind kind) {
        return new ProofRequest(
                RegisteredPoStProof.of(kind, SectorSize.KIB_2),
                new ProverId(1000),
                PoStRandomness.of(new byte[PoStRandomness.BYTES]));
    }

    private static List<SectorCommitment> sectors(long... numbers) {
        return LongStream.of(numbers)
                .mapToObj(number -> new SectorCommitment(number, null))
                .toList();
    }

    private static PartitionProof proof(boolean verified) {
        return verified ? new PartitionProof(new byte[PartitionProof.BYTES]) : null;
    }

    @Test
    void everyProofIsOneLineWithWhoMadeItAndWhatBecameOfIt() {
        narrator.begin();
        narrator.onAttempt(window(List.of(), ProofMaker.MINER, true, null));
        narrator.onAttempt(window(List.of(7L), WORKER, false, null));
        narrator.onAttempt(window(List.of(), null, false, "nobody\tthere"));
        narrator.onAttempt(new ProofAttempt(
                40, request(WINNING), null, 0, sectors(2), List.of(), WORKER, 5871, proof(true), null, true));
        assertEquals(
                List.of(
                        "epoch 20  WindowPoSt, deadline 2, sectors 1-2, 7: verified, 912 ms, by the miner",
                        "epoch 20  WindowPoSt, deadline 2, sectors 1-2, 7: no proof, sector 7 skipped, 912 ms,"
                                + " by worker box\\x0a2 (3f2b), on demand",
                        "epoch 20  WindowPoSt, deadline 2, sectors 1-2, 7: not verified, 912 ms, on demand:"
                                + " nobody\\x09there",
                        "epoch 40  WinningPoSt, sector 2: verified, 5871 ms, by worker box\\x0a2 (3f2b)"),
                told);
    }

    @Test
    void whatTheChainWasSentIsToldTooAndWhatComesEarlyWaits() {
        narrator.onMessage(new ChainMessage(ChainMessage.Kind.PROOF, 21, 2, List.of(), null));
        narrator.onMessage(new ChainMessage(ChainMessage.Kind.PROOF, 21, 2, List.of(1L), null));
        assertEquals(List.of(), told);
        narrator.begin();
        narrator.onMessage(new ChainMessage(ChainMessage.Kind.PROOF, 31, 2, List.of(), "it came too late"));
        narrator.onMessage(new ChainMessage(ChainMessage.Kind.BLOCK, 41, null, List.of(3L), null));
        narrator.onMessage(new ChainMessage(ChainMessage.Kind.RECOVERY, 42, 2, List.of(1L, 2L), null));
        assertEquals(
                List.of(
                        "epoch 21  deadline 2 is proven",
                        "epoch 21  deadline 2 is proven without sector 1",
                        "epoch 31  the proof of deadline 2 is refused: it came too late",
                        "epoch 41  the block is ours, by sector 3",
                        "epoch 42  sectors 1-2 of deadline 2 declared recovered"),
                told);
    }
}
