package io.lotusconsole.worker;

import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The storage paths this worker has open, and what the miner's index is told of them. Safe for several threads. */
public interface LocalStorage {
    List<StoragePath> paths();

    /**
     * Opens a path, remembers it in {@code storage.json}, and tells the miner's index of it unless it is for sealing.
     *
     * @throws IOException if it is no storage path, or the list cannot be written
     */
    void add(Path root) throws IOException, RpcException;

    /**
     * Forgets a path in the index and then here.
     *
     * @throws IOException if it is not open
     * @throws RpcException if the miner cannot be told, and then it stays open; or if its index says no
     */
    void detach(Path root) throws IOException, RpcException;

    /** Closes every path, and takes it from the index as far as the miner can be told. */
    void detachAll();

    /**
     * Tells the index again what is in a path.
     *
     * @param storageId null for all paths
     * @param dropMissing whether the index forgets what is not there any more
     */
    void redeclare(String storageId, boolean dropMissing) throws IOException, RpcException;
}
