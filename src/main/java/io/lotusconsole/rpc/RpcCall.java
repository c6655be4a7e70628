package io.lotusconsole.rpc;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.json.MalformedJsonException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One call as its handler sees it: positional parameters, the caller's permissions, cancelling. */
public final class RpcCall {
    private final String method;
    private final List<String> params;
    private final Set<String> permissions;
    private final BooleanSupplier gone;

    /** Guards the two fields below. */
    private final Object lock = new Object();

    private boolean cancelled;
    private Runnable onCancel;

    /** @param gone whether the caller's connection is known to be closed; must not block */
    RpcCall(String method, List<String> params, Set<String> permissions, BooleanSupplier gone) {
        this.method = method;
        this.params = List.copyOf(params);
        this.permissions = permissions;
        this.gone = gone;
    }

    public String method() {
        return method;
    }

    /** What the caller's token allows; it contains the method's own permission. */
    public Set<String> permissions() {
        return permissions;
    }

    /** How a value is read off the cursor that stands on it. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Throws {@link IllegalArgumentException} as well as {@link MalformedJsonException} on a bad value. */
        T read(JsonCursor cursor) throws IOException;
    }

    /**
     * Reads a parameter.
     *
     * @param index within the method's parameter count, from 0
     * @param goType as an error shows it, for example {@code *string}
     * @throws RpcFault if the value is not of the type
     */
    public <T> T param(int index, String goType, Reading<T> reading) throws RpcFault {
        try (JsonCursor cursor = new JsonCursor(params.get(index))) {
            return reading.read(cursor);
        } catch (IOException | IllegalArgumentException e) {
            throw RpcFault.unparsable(
                    "unmarshaling params for '" + method + "' (param: " + goType + "): " + e.getMessage());
        }
    }

    public String text(int index) throws RpcFault {
        return param(index, "*string", JsonCursor::text);
    }

    /** An unsigned 64-bit number, in the bits of a long. */
    public long unsignedInteger(int index) throws RpcFault {
        return param(index, "*uint64", JsonCursor::unsignedInteger);
    }

    /** Whether nobody waits for the answer any more, as far as is known here. Does not block. */
    boolean isCallerGone() {
        return isCancelled() || gone.getAsBoolean();
    }

    /** Whether the caller cancelled the call or its WebSocket went away. A vanished POST does not cancel. */
    public boolean isCancelled() {
        synchronized (lock) {
            return cancelled;
        }
    }

    /**
     * Runs an action when the call is cancelled, or now if it is already. The last one set counts. It must
     * not block. The call is to be answered all the same.
     */
    public void onCancel(Runnable action) {
        synchronized (lock) {
            onCancel = action;
            if (!cancelled) {
                return;
            }
        }
        action.run();
    }

    void cancel() {
        Runnable action;
        synchronized (lock) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            action = onCancel;
        }
        if (action != null) {
            action.run();
        }
    }
}
