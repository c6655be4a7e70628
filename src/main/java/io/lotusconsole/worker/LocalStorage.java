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

    /** Forgets a path here and in the index. @throws IOException if it is not open */
    void detach(Path root) throws IOException, RpcException;

    void detachAll() throws IOException, RpcException;

    /**
     * Tells the index again what is in a path.
     *
     * @param storageId null for all paths
     * @param dropMissing whether the index forgets what is not there any more
     */
    void redeclare(String storageId, boolean dropMissing) throws IOException, RpcException;
}
