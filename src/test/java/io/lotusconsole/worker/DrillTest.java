package io.lotusconsole.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.DrillResult;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.SectorOnChain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A drill with a prover that does as it is told. */
@Timeout(30)
class DrillTest {
    private final ObedientProver prover = new ObedientProver();
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    private final Drill.Progress progress = new Drill.Progress() {
        @Override
        public void read(int sectors) {
            told.add("read " + sectors);
        }

        @Override
        public void enter(String phase) {
            told.add(phase);
        }

        @Override
        public void still(String phase, long millis) {}
    };

    @AfterEach
    void letGo() {
        prover.hold.countDown();
    }

    private DrillResult drill(PhaseBudgets budgets) throws Exception {
        String sealed = PoStTasksTest.SEALED.toString();
        return new Drill(prover, new ObedientStorage(), 1000, budgets)
                .run(
                        PoStKind.WINDOW,
                        SectorSize.KIB_2,
                        List.of(new SectorOnChain(1, 5, sealed, false), new SectorOnChain(2, 5, sealed, false)),
                        new byte[32],
                        progress);
    }

    @Test
    void eachPhaseIsToldOf() throws Exception {
        DrillResult result = drill(new PhaseBudgets(10_000, 10_000, 10_000));
        assertTrue(result.isPassed());
        assertNull(result.inability());
        assertEquals(List.of("reading", "read 1", "read 2", "proving", "verifying"), told);
    }

    @Test
    void aNativeCallThatNeverReturnsEndsWithItsBudget() throws Exception {
        prover.isHeld = true;
        DrillResult result = drill(new PhaseBudgets(10_000, 1_000, 10_000));
        assertFalse(result.isPassed());
        assertEquals(
                "proving took longer than its budget of 1 s, and a native call cannot be cancelled",
                result.inability());
        assertTrue(result.proveMillis() >= 1_000, () -> result.proveMillis() + " ms");
        assertEquals(0, result.verifyMillis());
    }
}
