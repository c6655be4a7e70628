package io.lotusconsole.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.proving.TaskResources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BookedResourcesTest {
    private static WorkerInfo worker(boolean ignores, long memory, long used, long swap, int cpus, String gpus)
            throws Exception {
        try (JsonCursor in = new JsonCursor("{\"Hostname\":\"h\",\"IgnoreResources\":" + ignores
                + ",\"Resources\":{\"MemPhysical\":" + memory + ",\"MemUsed\":" + used + ",\"MemSwap\":" + swap
                + ",\"MemSwapUsed\":0,\"CPUs\":" + cpus + ",\"GPUs\":" + gpus
                + ",\"Resources\":{\"post/v0/windowproof\":{\"5\":{\"MinMemory\":10,\"MaxMemory\":30,"
                + "\"GPUUtilization\":1,\"MaxParallelism\":1,\"MaxParallelismGPU\":6,\"BaseMinMemory\":5,"
                + "\"MaxConcurrent\":0},\"6\":{\"MinMemory\":99}}}}}")) {
            return WorkerInfo.read(in);
        }
    }

    /** The rule of {@code CanHandleRequest}: how many tasks of 10 to 30 bytes, 5 of them once, a worker can have. */
    @ParameterizedTest
    @CsvSource({
        "false, 1000,    0,  0,  4, '[]',            4",
        "false,   35,    0,  0,  4, '[]',            1",
        "false,   34,    0,  0,  4, '[]',            0",
        "false,   34,    0, 31,  4, '[]',            2",
        "false, 1000,  970,  0,  4, '[]',            0",
        "false, 1000,  965,  0,  4, '[]',            4",
        "false, 1000,    0,  0, 99, '[\"a\",\"b\"]', 2",
        "false, 1000,    0,  0,  5, '[\"a\",\"b\"]', 0",
        "true,     1,    1,  0,  0, null,            9",
    })
    void tasksAreGivenAsFarAsTheMachineGoes(
            boolean ignores, long memory, long used, long swap, int cpus, String gpus, int tasks) throws Exception {
        WorkerInfo worker = worker(ignores, memory, used, swap, cpus, gpus);
        TaskResources task = worker.needs("post/v0/windowproof");
        BookedResources booked = BookedResources.NOTHING;
        while (booked.tasks() < 9 && booked.allows(task, worker)) {
            booked = booked.with(task, worker.hardware());
        }
        assertEquals(tasks, booked.tasks());
        for (int i = 0; i < tasks; i++) {
            booked = booked.without(task, worker.hardware());
        }
        assertEquals(BookedResources.NOTHING, booked);
    }

    @Test
    void aLimitOfOneSerialisesAndAHigherOneDoesNothing() throws Exception {
        WorkerInfo worker = worker(true, 1, 0, 0, 1, "[]");
        BookedResources two = new BookedResources(2, 0, 0, 0, 0);
        assertEquals(true, two.allows(new TaskResources(0, 0, 0, 0, 0, 0, 2), worker));
        assertEquals(false, two.allows(new TaskResources(0, 0, 0, 0, 0, 0, 1), worker));
        assertEquals(true, BookedResources.NOTHING.allows(new TaskResources(0, 0, 0, 0, 0, 0, 1), worker));
    }
}
