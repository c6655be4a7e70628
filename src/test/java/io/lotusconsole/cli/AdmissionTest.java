package io.lotusconsole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.ProverBuild;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.ParameterState;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ResourceTable;
import io.lotusconsole.proving.WorkerHardware;
import io.lotusconsole.worker.PreFlight;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is looked at before a worker attaches, when, and how often. */
class AdmissionTest {
    private final List<String> done = new ArrayList<>();
    private long nanos;
    private long fetchNanos;
    private List<PreFlight.Obstacle> storage = List.of();
    private boolean isStorageLostMeanwhile;
    private boolean isStopped;

    private final class Steps implements Admission.Steps {
        @Override
        public PreFlight.Findings look() {
            done.add("look");
            return isStopped ? null : findings();
        }

        @Override
        public List<ParameterState> parameters() {
            done.add("parameters");
            nanos += fetchNanos;
            if (isStorageLostMeanwhile) {
                storage = List.of(new PreFlight.Obstacle("no storage answers", "Mount it."));
            }
            return List.of();
        }

        @Override
        public void refuseIfUnable(PreFlight.Findings found) throws CommandFailure {
            for (PreFlight.Obstacle each : found.storage()) {
                throw new CommandFailure(each.what(), each.remedy(), null);
            }
        }
    }

    private PreFlight.Findings findings() {
        return new PreFlight.Findings(
                PoStKind.WINDOW,
                SectorSize.KIB_2,
                Set.of("read", "admin"),
                new ProverBuild("0.1.0", "19.1.0", false, false, false),
                List.of(),
                null,
                new WorkerHardware(1L << 38, 1L << 33, 0, 0, 32, 0),
                ResourceTable.defaults(),
                List.of(),
                storage,
                100_000,
                0,
                false);
    }

    private boolean isGranted() throws Exception {
        return Admission.isGranted(new Steps(), () -> nanos);
    }

    @Test
    void parametersThatAreThereAreLookedAtAfterAllElseOnce() throws Exception {
        fetchNanos = Admission.FRESH_NANOS_MAX;
        assertTrue(isGranted());
        assertEquals(List.of("look", "parameters"), done);
    }

    @Test
    void whatStandsAgainstItIsSaidBeforeParametersAreFetched() {
        storage = List.of(new PreFlight.Obstacle("no storage answers", "Mount it."));
        assertThrows(CommandFailure.class, this::isGranted);
        assertEquals(List.of("look"), done);
    }

    @Test
    void whatTookLongBetweenMakesItLookAgain() {
        fetchNanos = Admission.FRESH_NANOS_MAX + 1;
        isStorageLostMeanwhile = true;
        CommandFailure e = assertThrows(CommandFailure.class, this::isGranted);
        assertEquals("no storage answers", e.getMessage());
        assertEquals(List.of("look", "parameters", "look"), done);
    }

    @Test
    void whoIsToldToStopIsNotAdmitted() throws Exception {
        isStopped = true;
        assertFalse(isGranted());
        assertEquals(List.of("look"), done);
    }
}
