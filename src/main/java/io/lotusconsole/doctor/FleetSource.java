package io.lotusconsole.doctor;

import io.lotusconsole.rpc.RpcException;

/** Tells a miner's workers, when the miner may be asked. Blocks; may be called on any thread. */
public interface FleetSource {
    Fleet fleet() throws RpcException;
}
