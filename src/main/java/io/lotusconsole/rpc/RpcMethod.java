package io.lotusconsole.rpc;

import io.lotusconsole.json.DocumentWriter;
import java.io.IOException;
import java.util.Objects;

/**
 * One method of a {@link RpcDispatcher}.
 *
 * @param name with its namespace, {@code Namespace.Method}
 * @param permission word the caller's token must contain; there is no hierarchy among words
 * @param params exact number of positional parameters
 */
public record RpcMethod(String name, String permission, int params, Deferred body) {
    public RpcMethod {
        Objects.requireNonNull(name);
        Objects.requireNonNull(permission);
        Objects.requireNonNull(body);
    }

    /** A method that answers before it returns. */
    @FunctionalInterface
    public interface Immediate {
        /**
         * Writes one value, or nothing for {@code null}.
         *
         * @throws RpcFault to answer with an error
         * @throws IOException if the method cannot go on; answered with its message as an ordinary error
         */
        void answer(RpcCall call, DocumentWriter result) throws IOException, RpcFault;
    }

    /** A method that answers when it can, without keeping its thread. */
    @FunctionalInterface
    public interface Deferred {
        /** Must return soon. A fault or an exception thrown here is the answer, if none was given. */
        void start(RpcCall call, RpcReply reply) throws RpcFault;
    }

    public static RpcMethod immediate(String name, String permission, int params, Immediate body) {
        return new RpcMethod(name, permission, params, (call, reply) -> {
            ResultText text = new ResultText();
            try (DocumentWriter result = text.writer()) {
                body.answer(call, result);
            } catch (IOException e) {
                throw RpcFault.ordinary(String.valueOf(e.getMessage()));
            }
            reply.succeed(writer -> writer.raw(text.json()));
        });
    }

    public static RpcMethod deferred(String name, String permission, int params, Deferred body) {
        return new RpcMethod(name, permission, params, body);
    }
}
