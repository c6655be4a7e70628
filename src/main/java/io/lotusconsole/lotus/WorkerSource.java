package io.lotusconsole.lotus;

import io.lotusconsole.proving.WorkerSnapshot;
import io.lotusconsole.rpc.RpcException;
import java.util.List;

/** Tells a miner's workers, when the miner may be asked. Blocks; may be called on any thread. */
public interface WorkerSource {
    List<WorkerSnapshot> workers() throws RpcException;
}
