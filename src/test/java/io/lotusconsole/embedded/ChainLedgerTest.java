package io.lotusconsole.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.rpc.RpcFault;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Epochs of a second, deadlines of ten, four sectors in deadlines 2 and 3. */
@Timeout(60)
class ChainLedgerTest {
    private final AtomicLong seconds = new AtomicLong();
    private final ChainLedger ledger = ledger(true);

    private ChainLedger ledger(boolean isJudging) {
        SimulatedChain chain = new SimulatedChain("seed", 1000, 4, 0, 1000, 10, 1);
        return new ChainLedger(chain, () -> Instant.ofEpochSecond(seconds.get()), isJudging);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private List<Long> now(SectorHealth health) throws RpcFault {
        return ledger.at(ledger.head()).where(health::equals);
    }

    @Test
    void aProofTakesEffectWithTheNextEpochAndHealsWhatIsRecovering() throws Exception {
        seconds.set(25);
        assertEquals(new ChainLedger.Sent(null, 26, null), ledger.submitWindow(2, 20, List.of(1L)));
        assertEquals(List.of(), now(SectorHealth.ACTIVE));
        seconds.set(26);
        assertEquals(List.of(2L), now(SectorHealth.ACTIVE));
        assertEquals(List.of(1L), now(SectorHealth.FAULTY));
        assertEquals(
                "it has nothing that is still to be proven",
                ledger.submitWindow(2, 20, List.of()).refusal());
        assertNotNull(ledger.declareRecovered(2, List.of(1L, 2L)));
        assertNull(ledger.declareRecovered(2, List.of(1L, 2L)), "nothing is left to be declared");
        seconds.set(500);
        assertEquals(List.of(1L), now(SectorHealth.RECOVERING));
        ledger.submitWindow(2, 500, List.of());
        seconds.set(501);
        assertEquals(List.of(1L, 2L), now(SectorHealth.ACTIVE));
        assertEquals(List.of(3L, 4L), now(SectorHealth.FAULTY), "whose deadline nobody proved");
    }

    @Test
    void aRecoveryThatIsNotProvenIsAFaultAgain() throws Exception {
        seconds.set(35);
        ledger.declareRecovered(2, List.of(1L));
        seconds.set(36);
        assertEquals(List.of(1L), now(SectorHealth.RECOVERING));
        seconds.set(510);
        assertEquals(List.of(1L, 2L, 3L, 4L), now(SectorHealth.FAULTY));
    }

    @Test
    void aProofIsTakenUntilTheLastEpochOfItsDeadline() throws Exception {
        seconds.set(28);
        assertNull(ledger.submitWindow(2, 20, List.of()).refusal());
        seconds.set(39);
        assertEquals(
                "it came too late: the deadline closed at epoch 40",
                ledger.submitWindow(3, 30, List.of()).refusal());
        seconds.set(40);
        assertEquals(1, ledger.at(40).deadline(2).disputable());
        assertEquals(0, ledger.at(40).deadline(3).disputable());
        assertEquals(List.of(3L, 4L), now(SectorHealth.FAULTY));
    }

    @Test
    void anEpochsStateStaysWhatItWas() throws Exception {
        seconds.set(25);
        MinerSectors before = ledger.at(ledger.head());
        ledger.submitWindow(2, 20, List.of());
        assertSame(before, ledger.at(25));
        seconds.set(5000);
        ledger.head();
        assertSame(before, ledger.at(25));
    }

    @Test
    void onlySoManyStatesAreKept() throws Exception {
        for (int period = 0; period <= ChainLedger.SNAPSHOTS_MAX; period++) {
            long open = period * 480L + 20;
            seconds.set(open);
            if (period > 0) {
                ledger.declareRecovered(2, List.of(1L, 2L));
            }
            ledger.submitWindow(2, open, List.of());
        }
        ledger.head();
        RpcFault fault = assertThrows(RpcFault.class, () -> ledger.at(0));
        assertTrue(fault.getMessage().contains("the state of epoch 0 is not kept any more"), fault::getMessage);
        assertNotNull(ledger.at(seconds.get() - 1000));
    }

    @Test
    void whereNothingCanBeProvenNothingIsJudged() throws Exception {
        try (ChainLedger idle = ledger(false)) {
            seconds.set(1_000_000_000);
            assertEquals(4, idle.at(idle.head()).count(SectorHealth.UNPROVEN::equals));
        }
    }

    @Test
    void aMessageIsWaitedForUntilItHasItsConfirmations() throws Exception {
        seconds.set(35);
        String cid = ledger.declareRecovered(2, List.of(2L)).cid();
        CompletableFuture<Long> epoch = new CompletableFuture<>();
        ledger.awaitMessage(cid, 3, epoch::complete);
        seconds.set(38);
        ledger.head();
        assertEquals(null, epoch.getNow(null));
        seconds.set(39);
        ledger.head();
        assertEquals(36, epoch.get(10, TimeUnit.SECONDS));
        assertThrows(RpcFault.class, () -> ledger.awaitMessage("bafy2bzaceb", 1, unknown -> {}));
    }
}
