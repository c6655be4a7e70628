package io.lotusconsole.proving;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The environment variables that {@link ResourceTable#with} reads, and their values, as {@code lotus-worker resources}
 * lists them ({@code cli/worker/resources.go}).
 *
 * <p>A variable for all sectors is not read for a size that has one of its own. Its default is that of the largest size
 * it is read for, where Lotus takes that of any (quirk Q39).
 */
public final class ResourceVariables {
    private static final String MULTICORE = "FIL_PROOFS_USE_MULTICORE_SDR";
    private static final String PRODUCERS = "FIL_PROOFS_MULTICORE_SDR_PRODUCERS";

    private ResourceVariables() {}

    /** Which variables are listed. */
    public enum Selection {
        /** Those set in the environment. */
        SET,
        /** All, with their built-in values. */
        DEFAULTS,
        /** All, with the values that hold. */
        ALL
    }

    /**
     * A variable.
     *
     * @param value as it is set, be it a number or not, or the built-in one
     * @param task null if it is about no task
     * @param sectorSize as in its name, such as {@code 32G}; null if it is about all
     */
    public record Variable(String name, String value, TaskType task, String sectorSize, boolean isSet) {}

    /**
     * What tells a miner other figures of a PoSt, as one sentence.
     *
     * @param sectorSize as the variables name it, such as {@code 32G}
     */
    public static String remedy(PoStKind kind, String sectorSize) {
        String name = TaskType.of(kind).shortName() + "_" + sectorSize;
        return "If the machine is large enough all the same, " + name + "_MIN_MEMORY, " + name + "_MAX_MEMORY, " + name
                + "_BASE_MIN_MEMORY, " + name + "_MAX_PARALLELISM or " + name
                + "_GPU_UTILIZATION tells the miner other figures.";
    }

    /**
     * The variables in the order of their lines, {@code NAME=VALUE}, by character.
     *
     * @param environment value of a variable; null if it is not set, or empty, which is the same here
     */
    public static List<Variable> list(UnaryOperator<String> environment, Selection selection) {
        Map<String, Variable> found = new TreeMap<>();
        ResourceTable table = ResourceTable.defaults();
        for (String taskType : table.taskTypes()) {
            TaskType task = TaskType.of(taskType);
            int size = 0;
            for (String sectorSize : ResourceTable.sectorSizes()) {
                for (Field field : fields(table.of(taskType, size))) {
                    String sized = task.shortName() + "_" + sectorSize + "_" + field.name();
                    String unsized = task.shortName() + "_" + field.name();
                    add(found, environment, selection, new Variable(sized, field.value(), task, sectorSize, false));
                    if (environment.apply(sized) == null) {
                        add(found, environment, selection, new Variable(unsized, field.value(), task, null, false));
                    }
                }
                size++;
            }
        }
        if (selection != Selection.DEFAULTS && environment.apply(MULTICORE) != null) {
            add(found, environment, selection, new Variable(MULTICORE, null, null, null, false));
            if (environment.apply(MULTICORE).equals("1") && environment.apply(PRODUCERS) != null) {
                add(found, environment, selection, new Variable(PRODUCERS, null, null, null, false));
            }
        }
        List<Variable> sorted = new ArrayList<>(found.values());
        sorted.sort(Comparator.comparing(variable -> variable.name() + "=" + variable.value()));
        return sorted;
    }

    private static void add(
            Map<String, Variable> found, UnaryOperator<String> environment, Selection selection, Variable built) {
        String set = environment.apply(built.name());
        if (selection == Selection.DEFAULTS || set == null && selection == Selection.ALL) {
            found.put(built.name(), built);
        } else if (set != null) {
            found.put(built.name(), new Variable(built.name(), set, built.task(), built.sectorSize(), true));
        }
    }

    private record Field(String name, String value) {}

    /** The fields of a row by the ends of their variables' names. */
    private static List<Field> fields(TaskResources row) {
        return List.of(
                new Field("MIN_MEMORY", Long.toString(row.minMemoryBytes())),
                new Field("MAX_MEMORY", Long.toString(row.maxMemoryBytes())),
                // Whole in all rows, and Go prints a whole float without a point.
                new Field("GPU_UTILIZATION", Long.toString((long) row.gpuUtilization())),
                new Field("MAX_PARALLELISM", Integer.toString(row.maxParallelism())),
                new Field("MAX_PARALLELISM_GPU", Integer.toString(row.maxParallelismGpu())),
                new Field("BASE_MIN_MEMORY", Long.toString(row.baseMinMemoryBytes())),
                new Field("MAX_CONCURRENT", Integer.toString(row.maxConcurrent())));
    }
}
