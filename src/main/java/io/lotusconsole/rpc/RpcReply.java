package io.lotusconsole.rpc;

import io.lotusconsole.json.DocumentWriter;
import java.util.function.Consumer;

/**
 * The answer to one call, given later. Exactly one of the methods ends it, from any thread; what comes
 * after that is ignored. They may block until the caller has taken the answer, and throw nothing for a caller that
 * does not.
 */
public interface RpcReply {
    /**
     * Answers with the one value that {@code result} writes; {@code null} if it writes none.
     *
     * @return false if the caller is known not to have got it: its connection is gone, or the call was answered
     *     before. True does not promise that it did
     */
    boolean succeed(Consumer<DocumentWriter> result);

    /** @return as {@link #succeed} */
    boolean fail(RpcFault fault);

    /**
     * Whether nobody waits for the answer any more: the caller closed its connection, or cancelled. False does not
     * promise that somebody does. Does not block.
     */
    boolean isCallerGone();

    /** Closes the caller's connection without an answer. */
    void drop();
}
