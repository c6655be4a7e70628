package io.lotusconsole.terminal;

import org.jline.utils.Signals;

/** Signals to this process, for what must not end by the first of them. */
public final class ProcessSignals {
    private ProcessSignals() {}

    /**
     * From now on a signal runs the action, on a thread of its own, instead of ending the process. A signal that the
     * process was started with as ignored stays so; one that this system does not have does nothing.
     *
     * @param name without {@code SIG}: {@code TERM}, {@code INT}, {@code HUP}
     */
    public static void on(String name, Runnable action) {
        Signals.register(name, action);
    }
}
