package io.lotusconsole.lotus;

import io.lotusconsole.json.JsonCursor;
import io.lotusconsole.lotus.wire.WorkerCodec;
import io.lotusconsole.proving.TaskType;
import io.lotusconsole.proving.WorkerOverview.AttachedPath;
import io.lotusconsole.proving.WorkerOverview.Machine;
import io.lotusconsole.rpc.Call;
import io.lotusconsole.rpc.Connection;
import io.lotusconsole.rpc.Params;
import io.lotusconsole.rpc.Peer;
import io.lotusconsole.rpc.ResultDecoder;
import io.lotusconsole.rpc.RpcException;
import java.util.List;

/**
 * The calls to a worker process, all of which need {@code admin}. Every method blocks for one call, within the
 * limit of its kind; safe for several threads.
 */
public final class WorkerClient {
    private final Connection connection;
    private final CallTimeouts timeouts;

    public WorkerClient(Connection connection, CallTimeouts timeouts) {
        this.connection = connection;
        this.timeouts = timeouts;
    }

    public Peer peer() {
        return connection.peer();
    }

    private <T> T call(String method, Params params, ResultDecoder<T> decoder, long timeoutMillis) throws RpcException {
        return connection.call(new Call<>("Filecoin." + method, params.json(), decoder, timeoutMillis));
    }

    private <T> T call(String method, ResultDecoder<T> decoder) throws RpcException {
        return call(method, new Params(), decoder, timeouts.ordinaryMillis());
    }

    /** A call whose answer says no more than that it was done. */
    private void order(String method, Params params, long timeoutMillis) throws RpcException {
        call(
                method,
                params,
                in -> {
                    in.skip();
                    return null;
                },
                timeoutMillis);
    }

    private void order(String method, Params params) throws RpcException {
        order(method, params, timeouts.ordinaryMillis());
    }

    /** Version of the worker's API: major, minor and patch in a byte each. */
    public long version() throws RpcException {
        return call("Version", JsonCursor::integer);
    }

    /** UUID of this run, told even while the worker is disabled. */
    public String processSession() throws RpcException {
        return call("ProcessSession", JsonCursor::text);
    }

    /** UUID that the miner knows it by; refused while the worker is disabled. */
    public String session() throws RpcException {
        return call("Session", JsonCursor::text);
    }

    /** Whether it takes new tasks. */
    public boolean enabled() throws RpcException {
        return call("Enabled", JsonCursor::bool);
    }

    /** Tells it to take new tasks, or none: the miner notices within 15 s. */
    public void setEnabled(boolean enabled) throws RpcException {
        order("SetEnabled", new Params().bool(enabled));
    }

    /** Its machine, measured now. */
    public Machine info() throws RpcException {
        return call("Info", WorkerCodec::machine);
    }

    public List<TaskType> taskTypes() throws RpcException {
        return call("TaskTypes", WorkerCodec::taskTypes);
    }

    /** Storage paths it has open. */
    public List<AttachedPath> paths() throws RpcException {
        return call("Paths", WorkerCodec::paths);
    }

    /** Blocks until the worker says that no task runs, however long that takes. */
    public void waitQuiet() throws RpcException {
        order("WaitQuiet", new Params(), timeouts.openEndedMillis());
    }

    /** @param wireName of a task type */
    public void taskEnable(String wireName) throws RpcException {
        order("TaskEnable", new Params().text(wireName));
    }

    /** @param wireName of a task type */
    public void taskDisable(String wireName) throws RpcException {
        order("TaskDisable", new Params().text(wireName));
    }

    // The storage calls are open-ended: the worker tells the miner of each sector of a path, and goes on anyway.

    /** Opens a storage path of the worker's machine and declares its sectors to the miner. */
    public void storageAddLocal(String path) throws RpcException {
        order("StorageAddLocal", new Params().text(path), timeouts.openEndedMillis());
    }

    /** Closes a storage path; its files stay. */
    public void storageDetachLocal(String path) throws RpcException {
        order("StorageDetachLocal", new Params().text(path), timeouts.openEndedMillis());
    }

    /** Takes all its storage paths out of the miner's index; the files stay. */
    public void storageDetachAll() throws RpcException {
        order("StorageDetachAll", new Params(), timeouts.openEndedMillis());
    }

    /**
     * Declares the sectors of a storage path to the miner anew.
     *
     * @param id null for all paths
     * @param dropMissing whether what is declared and not there is taken out of the miner's index
     */
    public void storageRedeclareLocal(String id, boolean dropMissing) throws RpcException {
        Params params = id == null ? new Params().nothing() : new Params().text(id);
        order("StorageRedeclareLocal", params.bool(dropMissing), timeouts.openEndedMillis());
    }

    /** Ends the worker's process. */
    public void shutdown() throws RpcException {
        order("Shutdown", new Params());
    }
}
