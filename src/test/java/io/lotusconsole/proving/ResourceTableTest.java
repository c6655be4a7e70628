package io.lotusconsole.proving;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceTableTest {
    private static final long GIB = 1L << 30;
    private static final String WINDOW = TaskType.WINDOW_POST.wireName();
    private static final String WINNING = TaskType.WINNING_POST.wireName();

    private final List<ResourceTable.BadOverride> bad = new ArrayList<>();

    private ResourceTable with(Map<String, String> environment) {
        return ResourceTable.defaults().with(environment::get, bad);
    }

    @Test
    void theDefaultsOfBothPoStsAreLotuss() {
        ResourceTable table = ResourceTable.defaults();
        assertEquals(new TaskResources(30 * GIB, 96 * GIB, 1, -1, 6, 32 * GIB, 0), table.of(WINDOW, 3));
        assertEquals(new TaskResources(60 * GIB, 120 * GIB, 1, -1, 6, 64 * GIB, 0), table.of(WINDOW, 14));
        assertEquals(new TaskResources(2048, 2048, 1, 1, 0, 2048, 0), table.of(WINDOW, 5));
        assertEquals(new TaskResources(GIB, GIB, 1, -1, 6, 32 * GIB, 0), table.of(WINNING, 8));
        assertEquals(new TaskResources(2048, 2048, 1, 1, 0, 10 * GIB, 0), table.of(WINNING, 2));
        assertEquals(14, table.taskTypes().size());
        assertNull(table.of(WINDOW, 15), "the newest seal proofs have no row, and the miner counts nothing for them");
        assertNull(table.of("post/v9/teleport", 3));
    }

    @Test
    void anOverrideOfASizeWinsOverTheOneForAll() {
        ResourceTable table = with(Map.of(
                "WDP_MAX_MEMORY",
                "1000",
                "WDP_32G_MAX_MEMORY",
                "137438953472",
                "WNP_MAX_CONCURRENT",
                "1",
                "WDP_GPU_UTILIZATION",
                "0.5"));
        assertEquals(128 * GIB, table.of(WINDOW, 13).maxMemoryBytes());
        assertEquals(1000, table.of(WINDOW, 14).maxMemoryBytes());
        assertEquals(0.5, table.of(WINDOW, 0).gpuUtilization());
        assertEquals(1, table.of(WINNING, 4).maxConcurrent());
        assertEquals(60 * GIB, table.of(WINDOW, 4).minMemoryBytes(), "what is not named stays");
        assertEquals(0, ResourceTable.defaults().of(WINNING, 4).maxConcurrent(), "the defaults are not touched");
        assertEquals(List.of(), bad);
    }

    @Test
    void anOverrideThatIsNoNumberIsToldAndCountsAsNotSet() {
        ResourceTable table = with(Map.of("WDP_2K_MAX_MEMORY", "96G", "WNP_GPU_UTILIZATION", "NaN"));
        assertEquals(2048, table.of(WINDOW, 0).maxMemoryBytes());
        assertEquals(1, table.of(WINNING, 0).gpuUtilization());
        assertEquals(2, bad.size());
        assertTrue(bad.contains(new ResourceTable.BadOverride("WDP_2K_MAX_MEMORY", "96G")), bad::toString);
        bad.clear();
        assertEquals(2048, with(Map.of("WDP_2K_MAX_MEMORY", "")).of(WINDOW, 0).maxMemoryBytes());
        assertEquals(List.of(), bad, "empty is not set");
    }

    @Test
    void aMachineWithoutTheMemoryIsNeverGivenATask() {
        TaskResources window = ResourceTable.defaults().of(WINDOW, 3);
        assertEquals(List.of(), new WorkerHardware(256 * GIB, 8 * GIB, 0, 0, 32, 1).whyNever(window));
        assertEquals(List.of(), new WorkerHardware(64 * GIB, 0, 64 * GIB, 0, 32, 0).whyNever(window), "just enough");
        List<String> reasons = new WorkerHardware(62 * GIB - 1, 0, 128 * GIB, 0, 32, 0).whyNever(window);
        assertEquals(1, reasons.size());
        assertTrue(reasons.get(0).contains("66571993088 bytes of RAM"), reasons::toString);
        // The seed page's own minimum: 128 GiB of RAM, a little of it used, and no swap.
        List<String> used = new WorkerHardware(128 * GIB, 1, 0, 0, 32, 1).whyNever(window);
        assertEquals(List.of("it may need 137438953472 bytes of RAM and swap, and 137438953471 are free"), used);
        assertEquals(
                2, new WorkerHardware(GIB, GIB, 0, 0, 1, 0).whyNever(window).size());
    }

    @Test
    void threadsAreThoseOfTheGpuWhereThereIsOne() {
        TaskResources window = ResourceTable.defaults().of(WINDOW, 3);
        assertEquals(6, window.threads(32, 1));
        assertEquals(29, window.threads(32, 0));
        assertEquals(1, window.threads(1, 0));
        List<String> reasons = new WorkerHardware(256 * GIB, 0, 0, 0, 4, 1).whyNever(window);
        assertEquals(List.of("it takes 6 threads, and the machine has 4 CPUs"), reasons);
    }
}
