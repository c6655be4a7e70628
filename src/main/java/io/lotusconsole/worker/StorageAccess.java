package io.lotusconsole.worker;

import io.lotusconsole.http.ServerHandler;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.rpc.TokenVerifier;
import java.util.List;

/** The worker's way to sectors: reads them, serves its own, and tells the miner's index where those are. */
public interface StorageAccess {
    SectorSource source();

    /**
     * What stands against proving from the storage as it is: no path that holds sectors of the miner answers. Asks
     * the index and every path once.
     */
    List<PreFlight.Obstacle> obstacles() throws RpcException;

    LocalStorage local();

    /** Serves {@code /remote/}, reading only. */
    ServerHandler remote(TokenVerifier tokens);

    /** Tells the miner's index of the own paths, and goes on telling it that they are well. Does not block. */
    void announce(String remoteUrl);

    /** Announces anew, for the miner's index is lost with the process. Does not block. */
    void minerRestarted();

    /** Takes back what was announced. Blocks for a few calls to the miner. */
    void withdraw();
}
