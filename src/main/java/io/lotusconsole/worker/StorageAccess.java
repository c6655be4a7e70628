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

    /**
     * Makes ready to tell the miner's index of the own paths, and to go on telling it that they are well. Does not
     * block.
     *
     * @param remoteUrl where they are served
     */
    void announce(String remoteUrl);

    /**
     * Says which session of the miner there is, after {@link #announce}: each is a new index, and is told of the own
     * paths at once, whatever else the worker does or cannot do. Does not block; the same session changes nothing.
     */
    void minerIs(String minerSession);

    /**
     * Waits until that session was told of every own path that answers.
     *
     * @param millis to wait at most
     * @return whether it was
     */
    boolean awaitAnnounced(String minerSession, long millis) throws InterruptedException;

    /** Takes back what was announced. Blocks for a few calls to the miner. */
    void withdraw();
}
