package io.lotusconsole.support;

import java.util.Set;

/** The decoders that tests can run. */
public final class ReplyDecoders {
    /** The typed errors of the client's decoder: nothing else may escape it, whatever the reply. */
    public static final Set<Class<? extends Exception>> REFUSALS = Set.of();

    private ReplyDecoders() {}

    /** The decoder of {@code MinerClient} and {@code FullNodeClient}. */
    public static ReplyDecoder client() {
        throw new UnsupportedOperationException("the client's decoder is not connected yet");
    }
}
