package io.lotusconsole.rpc;

import io.lotusconsole.json.DocumentWriter;
import io.lotusconsole.json.JsonText;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The methods of one endpoint, by name. Immutable; used by any number of threads.
 *
 * <p>Checks come in this order: the method exists, the token allows it, the number of parameters is
 * right. go-jsonrpc checks the permission last; here a stranger learns nothing and costs no decoding.
 */
public final class RpcDispatcher {
    private final Map<String, RpcMethod> methods = new HashMap<>();

    /** Throws {@link IllegalArgumentException} if two methods have one name. */
    public RpcDispatcher(Collection<RpcMethod> methods) {
        for (RpcMethod method : methods) {
            if (this.methods.put(method.name(), method) != null) {
                throw new IllegalArgumentException("two methods are named " + method.name());
            }
        }
    }

    /** How a call ended: a result as JSON text, or a fault, or neither if the connection is to be closed. */
    record Outcome(String result, RpcFault fault) {
        static Outcome of(RpcFault fault) {
            return new Outcome(null, fault);
        }

        boolean isDropped() {
            return result == null && fault == null;
        }

        int httpStatus() {
            return fault == null ? 200 : fault.httpStatus();
        }

        /** The response object with its line feed, as go-jsonrpc orders the fields. */
        String response(String id) {
            StringBuilder out = new StringBuilder();
            out.append('{');
            if (fault != null) {
                out.append("\"error\":{\"code\":").append(fault.code()).append(",\"message\":");
                JsonText.quote(out, fault.getMessage()).append("},");
            }
            out.append("\"id\":").append(id).append(",\"jsonrpc\":\"2.0\"");
            if (fault == null) {
                out.append(",\"result\":").append(result);
            }
            return out.append("}\n").toString();
        }
    }

    /**
     * Makes the call of a request, or answers at once if it cannot be made. {@code ended} is told exactly
     * once, on this thread or another; it returns whether the caller may have got the answer.
     */
    void call(RpcRequest request, RpcCall call, Predicate<Outcome> ended) {
        AtomicBoolean told = new AtomicBoolean();
        Predicate<Outcome> once = outcome -> told.compareAndSet(false, true) && ended.test(outcome);
        RpcMethod method = methods.get(request.method());
        RpcFault refusal = refusal(request, method, call.permissions());
        if (refusal != null) {
            once.test(Outcome.of(refusal));
            return;
        }
        try {
            method.body().start(call, new Reply(call, once));
        } catch (RpcFault e) {
            once.test(Outcome.of(e));
        } catch (UncheckedIOException e) {
            once.test(Outcome.of(RpcFault.ordinary(String.valueOf(e.getCause().getMessage()))));
        } catch (RuntimeException | StackOverflowError e) {
            once.test(Outcome.of(RpcFault.panic(request.method(), String.valueOf(e.getMessage()))));
        } catch (Error e) {
            once.test(Outcome.of(RpcFault.panic(request.method(), "out of resources")));
            throw e;
        }
    }

    private static RpcFault refusal(RpcRequest request, RpcMethod method, Set<String> permissions) {
        if (request.fault() != null) {
            return request.fault();
        }
        if (method == null) {
            return RpcFault.unknownMethod(request.method());
        }
        if (!permissions.contains(method.permission())) {
            return RpcFault.missingPermission(method.name(), method.permission());
        }
        if (request.paramCount() != method.params()) {
            return RpcFault.wrongParamCount(method.name(), request.paramCount(), method.params());
        }
        return null;
    }

    private record Reply(RpcCall call, Predicate<Outcome> ended) implements RpcReply {
        @Override
        public boolean succeed(Consumer<DocumentWriter> result) {
            ResultText text = new ResultText();
            try (DocumentWriter writer = text.writer()) {
                result.accept(writer);
            } catch (UncheckedIOException e) {
                return ended.test(Outcome.of(RpcFault.ordinary(e.getCause().getMessage())));
            }
            return ended.test(new Outcome(text.json(), null));
        }

        @Override
        public boolean fail(RpcFault fault) {
            return ended.test(Outcome.of(fault));
        }

        @Override
        public boolean isCallerGone() {
            return call.isCallerGone();
        }

        @Override
        public void drop() {
            ended.test(new Outcome(null, null));
        }
    }
}
