package io.lotusconsole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.doctor.IdleVariable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Flags of {@code lotus-worker run} and the variables that stand for them, as far as no process is needed. */
class RunFlagsTest {
    private final Map<String, String> environment = new HashMap<>();

    private Surroundings surroundings() {
        return CommandLines.surroundings("lotus-worker", environment::get);
    }

    private RunFlags flags(String... words) throws Exception {
        Surroundings surroundings = surroundings();
        Arguments arguments = new Arguments(new WorkerCommands(), surroundings);
        List<String> line = new ArrayList<>(List.of(words));
        line.add(line.contains("run") ? "--windowpost" : "run");
        arguments.read(line);
        return new RunFlags(new Invocation(
                arguments,
                GlobalOptions.resolve(arguments, surroundings, arguments.style()),
                surroundings,
                new Output(surroundings)));
    }

    private String gpuOff(String... words) throws Exception {
        return flags(words).gpuOff();
    }

    @Test
    void gpusAreUsedUnlessTheFlagOrOneOfTheVariablesSaysNo() throws Exception {
        assertNull(gpuOff());
        assertNull(gpuOff("--enable-gpu-proving"));
        assertEquals("--enable-gpu-proving=false", gpuOff("--enable-gpu-proving=false"));
        for (String no : List.of("0", "f", "F", "FALSE", "false", "False")) {
            environment.put("LOTUS_WORKER_ENABLE_GPU_PROVING", no);
            assertEquals("LOTUS_WORKER_ENABLE_GPU_PROVING=" + no, gpuOff());
            assertNull(gpuOff("--enable-gpu-proving"), "a flag wins over its variable");
        }
        for (String yes : List.of("1", "t", "true")) {
            environment.put("LOTUS_WORKER_ENABLE_GPU_PROVING", yes);
            assertNull(gpuOff());
        }
        environment.put("LOTUS_WORKER_ENABLE_GPU_PROVING", "no");
        UsageException e = assertThrows(UsageException.class, this::gpuOff);
        assertTrue(e.getMessage().contains("could not parse \"no\" as bool"), e::getMessage);
    }

    @Test
    void whatIsSetAndDoesNothingIsSaid() {
        assertEquals(List.of(), RunFlags.idleVariables(surroundings(), true));
        environment.put("LOTUS_WORKER_TIMEOUT", "30m");
        environment.put("LOTUS_WORKER_PARALLEL_FETCH_LIMIT", "5");
        List<String> notes = RunFlags.idleVariables(surroundings(), true).stream()
                .map(IdleVariable::sentence)
                .toList();
        assertEquals(2, notes.size());
        assertTrue(notes.get(0).startsWith("LOTUS_WORKER_TIMEOUT is set and has no effect"));
        assertTrue(notes.get(1).startsWith("LOTUS_WORKER_PARALLEL_FETCH_LIMIT is set and has no effect on PoSt"));
    }

    @Test
    void moreParallelReadsThanThereCanBeAreSaid() throws Exception {
        for (String reads : List.of("0", "1024")) {
            assertEquals(List.of(), flags("run", "--post-parallel-reads", reads).notes());
        }
        environment.put("LOTUS_WORKER_POST_PARALLEL_READS", "5000");
        assertEquals(
                List.of("--post-parallel-reads is 5000, and 1024 sectors are read at a time: more there cannot be."),
                flags().notes());
    }

    /** As {@code bellperson/src/gpu/locks.rs} reads it. */
    @Test
    void anyValueOfBellmansVariableButZeroSwitchesGpusOff() throws Exception {
        for (String no : List.of("1", "true", "false", "")) {
            environment.put("BELLMAN_NO_GPU", no);
            assertEquals("BELLMAN_NO_GPU=" + no, gpuOff());
        }
        environment.put("BELLMAN_NO_GPU", "0");
        assertNull(gpuOff());
    }
}
