package io.lotusconsole.proving;

import java.util.ArrayList;
import java.util.List;

/**
 * Who makes the next proof of a kind ({@code storage/sealer/manager_post.go}): the enabled workers of the kind, and the
 * miner itself only while there is none.
 *
 * @param workers the enabled ones of the kind, in the order of their ids
 * @param local whether the miner may do it itself
 */
public record Routing(PoStKind kind, List<WorkerSnapshot> workers, LocalProving local) {
    /** {@code DisableBuiltinWindowPoSt} and {@code DisableBuiltinWinningPoSt} of the miner's {@code config.toml}. */
    public enum LocalProving {
        ON,
        OFF,
        /** The file cannot be read from here. */
        UNKNOWN
    }

    /** Those of both kinds. */
    public record Switches(LocalProving window, LocalProving winning) {
        public static final Switches UNKNOWN = new Switches(LocalProving.UNKNOWN, LocalProving.UNKNOWN);

        public LocalProving of(PoStKind kind) {
            return kind == PoStKind.WINDOW ? window : winning;
        }
    }

    public static Routing of(PoStKind kind, List<WorkerSnapshot> all, Switches local) {
        List<WorkerSnapshot> workers = new ArrayList<>();
        for (WorkerSnapshot worker : all) {
            if (worker.enabled() && worker.isOf(kind)) {
                workers.add(worker);
            }
        }
        return new Routing(kind, workers, local.of(kind));
    }

    /** Whether it is certain that nobody makes it. */
    public boolean isNobody() {
        return workers.isEmpty() && local == LocalProving.OFF;
    }
}
