package io.lotusconsole.proving;

import java.util.List;

/** Enabled workers by kind, as {@code info} closes with them ({@code cli/miner/info.go}). */
public record WorkerTally(int sealing, int windowPoSt, int winningPoSt) {
    public static WorkerTally of(List<WorkerSnapshot> workers) {
        int sealing = 0;
        int window = 0;
        int winning = 0;
        for (WorkerSnapshot worker : workers) {
            if (worker.enabled()) {
                switch (worker.talliedKind()) {
                    case SEALING -> sealing++;
                    case WINDOW_POST -> window++;
                    case WINNING_POST -> winning++;
                }
            }
        }
        return new WorkerTally(sealing, window, winning);
    }
}
