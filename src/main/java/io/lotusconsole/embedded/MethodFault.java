package io.lotusconsole.embedded;

/** How a method of an {@link EmbeddedMiner} fails on demand. */
public enum MethodFault {
    /** It does what it should. */
    NONE,
    /** It answers with an error object. */
    ERROR,
    /** It closes the connection. */
    CLOSED,
    /** It does not answer until it is mended; its callers' connections are closed then. */
    STALLED
}
