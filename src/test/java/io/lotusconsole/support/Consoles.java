package io.lotusconsole.support;

/** The consoles that tests can run. */
public final class Consoles {
    private Consoles() {}

    /** {@code Main} in this JVM. */
    public static ConsoleUnderTest inProcess() {
        throw new UnsupportedOperationException("Main.run is not connected yet");
    }
}
