package io.lotusconsole.embedded;

import io.lotusconsole.rpc.RpcFault;
import io.lotusconsole.rpc.RpcMethod;
import io.lotusconsole.rpc.RpcReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which methods fail on demand, and how. Safe for several threads. */
final class MethodFaults {
    /** Callers that a stalled method keeps; the connection of one more is closed. */
    private static final int STALLED_MAX = 1_000;

    /** By full name. Guarded by this object. */
    private final Map<String, MethodFault> faults = new HashMap<>();

    /** Replies that wait, by full name of their method. Guarded by this object. */
    private final Map<String, List<RpcReply>> stalled = new HashMap<>();

    /** @param method without its namespace */
    void set(String method, MethodFault fault) {
        List<RpcReply> released;
        synchronized (this) {
            faults.put("Filecoin." + method, fault);
            released = stalled.remove("Filecoin." + method);
        }
        if (released != null) {
            released.forEach(RpcReply::drop);
        }
    }

    /** The method with the faults it is given. */
    RpcMethod around(RpcMethod method) {
        return RpcMethod.deferred(method.name(), method.permission(), method.params(), (call, reply) -> {
            switch (of(method.name(), reply)) {
                case NONE -> method.body().start(call, reply);
                case ERROR -> throw RpcFault.ordinary("fault on demand");
                case CLOSED -> reply.drop();
                case STALLED -> {
                    // It waits with the others.
                }
            }
        });
    }

    private synchronized MethodFault of(String name, RpcReply reply) {
        MethodFault fault = faults.getOrDefault(name, MethodFault.NONE);
        if (fault != MethodFault.STALLED) {
            return fault;
        }
        List<RpcReply> waiting = stalled.computeIfAbsent(name, key -> new ArrayList<>());
        if (waiting.size() >= STALLED_MAX) {
            return MethodFault.CLOSED;
        }
        waiting.add(reply);
        return fault;
    }
}
