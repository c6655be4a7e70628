package io.lotusconsole.proving;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What every kind of task needs for every sector size, as a worker reports it and a miner books it ({@code
 * storage/sealer/storiface/resources.go}).
 *
 * <p>The defaults are those that a real worker reported (lotus v1.36.2-dev). The environment of the worker may
 * override any figure: {@code WDP_32G_MAX_MEMORY}, or {@code WDP_MAX_MEMORY} for all sizes.
 */
public final class ResourceTable {
    /** Sector sizes, in the order of the proof types' numbers, as the variables name them. */
    private static final List<String> SIZES = List.of("2K", "8M", "512M", "32G", "64G");

    /** Registered seal proofs that have rows: three versions of each size. */
    private static final int PROOFS = 15;

    /** Task type, index of the sector size, and the figures in the order of {@link TaskResources}. */
    private static final String DEFAULTS = """
            post/v0/windowproof 0 2048 2048 1 1 0 2048 0
            post/v0/windowproof 1 8388608 8388608 1 1 0 8388608 0
            post/v0/windowproof 2 1073741824 1610612736 1 1 0 10737418240 0
            post/v0/windowproof 3 32212254720 103079215104 1 -1 6 34359738368 0
            post/v0/windowproof 4 64424509440 128849018880 1 -1 6 68719476736 0
            post/v0/winningproof 0 2048 2048 1 1 0 2048 0
            post/v0/winningproof 1 8388608 8388608 1 1 0 8388608 0
            post/v0/winningproof 2 2048 2048 1 1 0 10737418240 0
            post/v0/winningproof 3 1073741824 1073741824 1 -1 6 34359738368 0
            post/v0/winningproof 4 1073741824 1073741824 1 -1 6 68719476736 0
            seal/v0/addpiece 0 2048 2048 0 1 0 2048 0
            seal/v0/addpiece 1 8388608 8388608 0 1 0 8388608 0
            seal/v0/addpiece 2 1073741824 1073741824 0 1 0 1073741824 0
            seal/v0/addpiece 3 4294967296 4294967296 0 1 0 1073741824 0
            seal/v0/addpiece 4 8589934592 8589934592 0 1 0 1073741824 0
            seal/v0/commit/1 0 2048 2048 0 0 0 2048 0
            seal/v0/commit/1 1 8388608 8388608 0 0 0 8388608 0
            seal/v0/commit/1 2 1073741824 1073741824 0 0 0 1073741824 0
            seal/v0/commit/1 3 1073741824 1073741824 0 0 0 1073741824 0
            seal/v0/commit/1 4 1073741824 1073741824 0 0 0 1073741824 0
            seal/v0/commit/2 0 2048 2048 1 1 0 2048 0
            seal/v0/commit/2 1 8388608 8388608 1 1 0 8388608 0
            seal/v0/commit/2 2 1073741824 1610612736 1 1 0 10737418240 0
            seal/v0/commit/2 3 32212254720 161061273600 1 -1 6 34359738368 0
            seal/v0/commit/2 4 64424509440 204010946560 1 -1 6 68719476736 0
            seal/v0/datacid 0 4294967296 4294967296 0 1 0 1073741824 0
            seal/v0/datacid 1 4294967296 4294967296 0 1 0 1073741824 0
            seal/v0/datacid 2 4294967296 4294967296 0 1 0 1073741824 0
            seal/v0/datacid 3 4294967296 4294967296 0 1 0 1073741824 0
            seal/v0/datacid 4 4294967296 4294967296 0 1 0 1073741824 0
            seal/v0/fetch 0 1048576 1048576 0 0 0 0 0
            seal/v0/fetch 1 1048576 1048576 0 0 0 0 0
            seal/v0/fetch 2 1048576 1048576 0 0 0 0 0
            seal/v0/fetch 3 1048576 1048576 0 0 0 0 0
            seal/v0/fetch 4 1048576 1048576 0 0 0 0 0
            seal/v0/precommit/1 0 2048 2048 0 1 0 2048 0
            seal/v0/precommit/1 1 8388608 8388608 0 1 0 8388608 0
            seal/v0/precommit/1 2 805306368 1073741824 0 1 0 1048576 0
            seal/v0/precommit/1 3 60129542144 68719476736 0 1 0 10485760 0
            seal/v0/precommit/1 4 120259084288 137438953472 0 1 0 10485760 0
            seal/v0/precommit/2 0 2048 2048 0 -1 0 2048 0
            seal/v0/precommit/2 1 8388608 8388608 0 -1 0 8388608 0
            seal/v0/precommit/2 2 1073741824 1610612736 0 -1 0 1073741824 0
            seal/v0/precommit/2 3 16106127360 16106127360 1 -1 6 1073741824 0
            seal/v0/precommit/2 4 32212254720 32212254720 1 -1 6 1073741824 0
            seal/v0/provereplicaupdate/1 0 2048 2048 0 0 0 2048 0
            seal/v0/provereplicaupdate/1 1 8388608 8388608 0 0 0 8388608 0
            seal/v0/provereplicaupdate/1 2 1073741824 1073741824 0 0 0 1073741824 0
            seal/v0/provereplicaupdate/1 3 1073741824 1073741824 0 0 0 1073741824 0
            seal/v0/provereplicaupdate/1 4 1073741824 1073741824 0 0 0 1073741824 0
            seal/v0/provereplicaupdate/2 0 2048 2048 1 1 0 2048 0
            seal/v0/provereplicaupdate/2 1 8388608 8388608 1 1 0 8388608 0
            seal/v0/provereplicaupdate/2 2 1073741824 1610612736 1 1 0 10737418240 0
            seal/v0/provereplicaupdate/2 3 32212254720 161061273600 1 -1 6 34359738368 0
            seal/v0/provereplicaupdate/2 4 64424509440 204010946560 1 -1 6 68719476736 0
            seal/v0/regensectorkey 0 2048 2048 1 1 0 2048 0
            seal/v0/regensectorkey 1 8388608 8388608 1 1 0 8388608 0
            seal/v0/regensectorkey 2 1073741824 1073741824 1 1 0 1073741824 0
            seal/v0/regensectorkey 3 4294967296 4294967296 1 1 6 1073741824 0
            seal/v0/regensectorkey 4 8589934592 8589934592 1 1 6 1073741824 0
            seal/v0/replicaupdate 0 2048 2048 1 1 0 2048 0
            seal/v0/replicaupdate 1 8388608 8388608 1 1 0 8388608 0
            seal/v0/replicaupdate 2 1073741824 1073741824 1 1 0 1073741824 0
            seal/v0/replicaupdate 3 4294967296 4294967296 1 1 6 1073741824 0
            seal/v0/replicaupdate 4 8589934592 8589934592 1 1 6 1073741824 0
            seal/v0/unseal 0 2048 2048 0 1 0 2048 0
            seal/v0/unseal 1 8388608 8388608 0 1 0 8388608 0
            seal/v0/unseal 2 805306368 1073741824 0 1 0 1048576 0
            seal/v0/unseal 3 60129542144 68719476736 0 1 0 10485760 0
            seal/v0/unseal 4 120259084288 137438953472 0 1 0 10485760 0
            """;

    private static final ResourceTable DEFAULT = parse();

    private final Map<String, List<TaskResources>> rows;

    private ResourceTable(Map<String, List<TaskResources>> rows) {
        this.rows = rows;
    }

    private static ResourceTable parse() {
        Map<String, List<TaskResources>> rows = new LinkedHashMap<>();
        for (String line : DEFAULTS.lines().toList()) {
            String[] cells = line.split(" ");
            rows.computeIfAbsent(cells[0], task -> new ArrayList<>())
                    .add(new TaskResources(
                            Long.parseLong(cells[2]),
                            Long.parseLong(cells[3]),
                            Double.parseDouble(cells[4]),
                            Integer.parseInt(cells[5]),
                            Integer.parseInt(cells[6]),
                            Long.parseLong(cells[7]),
                            Integer.parseInt(cells[8])));
        }
        return new ResourceTable(rows);
    }

    /** The table without overrides. */
    public static ResourceTable defaults() {
        return DEFAULT;
    }

    /** Wire names of the task types that have rows. */
    public List<String> taskTypes() {
        return List.copyOf(rows.keySet());
    }

    /** Sector sizes as the variables name them, {@code 32G}, in the order of the seal proof numbers from 0. */
    static List<String> sectorSizes() {
        return SIZES;
    }

    /** Seal proof numbers that have rows, from 0. */
    public int proofs() {
        return PROOFS;
    }

    /**
     * What a task needs.
     *
     * @param taskType wire name
     * @param sealProof number of the sector's seal proof type
     * @return null if the table has no such row; the miner then counts nothing for it
     */
    public TaskResources of(String taskType, long sealProof) {
        List<TaskResources> sizes = rows.get(taskType);
        return sizes == null || sealProof < 0 || sealProof >= PROOFS
                ? null
                : sizes.get((int) (sealProof % SIZES.size()));
    }

    /** An override that is set and cannot be used. Lotus takes such a value as 0 without a word. */
    public record BadOverride(String variable, String value) {}

    /**
     * The table with the overrides of an environment.
     *
     * @param environment value of a variable, null or empty if it is not set
     * @param bad takes overrides that are no numbers; they count as not set
     */
    public ResourceTable with(UnaryOperator<String> environment, List<BadOverride> bad) {
        Map<String, List<TaskResources>> overridden = new LinkedHashMap<>();
        rows.forEach((task, sizes) -> {
            String name = TaskType.of(task).shortName();
            List<TaskResources> own = new ArrayList<>();
            for (int size = 0; size < sizes.size(); size++) {
                own.add(new Overrides(environment, bad, name, SIZES.get(size)).of(sizes.get(size)));
            }
            overridden.put(task, own);
        });
        return new ResourceTable(overridden);
    }

    /** Reads the variables of one row: the one of the size wins over the one for all. */
    private record Overrides(UnaryOperator<String> environment, List<BadOverride> bad, String task, String size) {
        TaskResources of(TaskResources row) {
            return new TaskResources(
                    integer("MIN_MEMORY", row.minMemoryBytes()),
                    integer("MAX_MEMORY", row.maxMemoryBytes()),
                    decimal("GPU_UTILIZATION", row.gpuUtilization()),
                    (int) integer("MAX_PARALLELISM", row.maxParallelism()),
                    (int) integer("MAX_PARALLELISM_GPU", row.maxParallelismGpu()),
                    integer("BASE_MIN_MEMORY", row.baseMinMemoryBytes()),
                    (int) integer("MAX_CONCURRENT", row.maxConcurrent()));
        }

        private String variable(String field) {
            String sized = task + "_" + size + "_" + field;
            String value = environment.apply(sized);
            return value != null && !value.isEmpty() ? sized : task + "_" + field;
        }

        private long integer(String field, long otherwise) {
            String variable = variable(field);
            String value = environment.apply(variable);
            if (value == null || value.isEmpty()) {
                return otherwise;
            }
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException e) {
                return unusable(variable, value, otherwise);
            }
        }

        private double decimal(String field, double otherwise) {
            String variable = variable(field);
            String value = environment.apply(variable);
            if (value == null || value.isEmpty()) {
                return otherwise;
            }
            try {
                double number = Double.parseDouble(value);
                return number >= 0 && number < Double.POSITIVE_INFINITY ? number : unusable(variable, value, otherwise);
            } catch (NumberFormatException e) {
                return unusable(variable, value, otherwise);
            }
        }

        /** Notes it once, though it stands for many rows. */
        private <N extends Number> N unusable(String variable, String value, N otherwise) {
            BadOverride found = new BadOverride(variable, value);
            if (!bad.contains(found)) {
                bad.add(found);
            }
            return otherwise;
        }
    }
}
