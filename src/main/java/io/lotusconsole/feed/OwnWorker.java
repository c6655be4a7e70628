package io.lotusconsole.feed;

import io.lotusconsole.proving.LocalWorker;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.WorkerStatus;
import java.util.ArrayList;
import java.util.List;

/**
 * A worker of ours, which tells of itself.
 *
 * @param name of the launcher's record
 * @param session the UUID by which the miner lists it, or listed it when it last told; empty if it never did
 * @param isAlive false if its process is known to be gone
 * @param status null if it did not tell it this time
 * @param silence why not; null if it did, or it is gone
 */
public record OwnWorker(
        String name, PoStKind role, String session, boolean isAlive, WorkerStatus status, String silence) {
    /** @param before what was told of the same workers before, by which one that is gone is still known */
    public static List<OwnWorker> of(List<LocalWorker> workers, List<OwnWorker> before) {
        List<OwnWorker> own = new ArrayList<>();
        for (LocalWorker worker : workers) {
            String session = worker.status() == null
                    ? sessionOf(worker.name(), before)
                    : worker.status().session();
            own.add(new OwnWorker(
                    worker.name(), worker.role(), session, worker.isAlive(), worker.status(), worker.silence()));
        }
        return own;
    }

    private static String sessionOf(String name, List<OwnWorker> before) {
        for (OwnWorker worker : before) {
            if (worker.name().equals(name)) {
                return worker.session();
            }
        }
        return "";
    }

    /** Whether it is there and says so itself. */
    public boolean isTelling() {
        return isAlive && status != null;
    }
}
