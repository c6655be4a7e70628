package io.lotusconsole.http;

import java.util.HashSet;
import java.util.Set;

/** Calls that can be ended together, from any thread. A call that begins after that ends at once. */
public final class CallGroup {
    private final Set<Runnable> running = new HashSet<>();
    private boolean cancelled;

    /** Ends what runs and what will begin. A second call does nothing. */
    public void cancel() {
        Set<Runnable> ends;
        synchronized (this) {
            cancelled = true;
            ends = Set.copyOf(running);
            running.clear();
        }
        ends.forEach(Runnable::run);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Notes how to end what begins now; ends it right away if the group is cancelled. */
    void begin(Runnable end) {
        synchronized (this) {
            if (!cancelled) {
                running.add(end);
                return;
            }
        }
        end.run();
    }

    synchronized void ended(Runnable end) {
        running.remove(end);
    }
}
