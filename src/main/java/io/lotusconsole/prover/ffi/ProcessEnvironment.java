package io.lotusconsole.prover.ffi;

import com.sun.jna.Library;
import com.sun.jna.Native;

/** The environment that native code of this process sees; Java's own view of it does not change. */
public final class ProcessEnvironment {
    /** {@code setenv(3)}. */
    private interface C extends Library {
        int setenv(String name, String value, int overwrite);
    }

    private ProcessEnvironment() {}

    /**
     * Sets a variable for the proof library. It reads its settings once, so this is to be done before the library is
     * loaded, and while no other thread runs native code.
     *
     * @throws IllegalStateException if the system refuses
     */
    public static void set(String name, String value) {
        if (Native.load("c", C.class).setenv(name, value, 1) != 0) {
            throw new IllegalStateException("cannot set " + name + " for native code");
        }
    }
}
