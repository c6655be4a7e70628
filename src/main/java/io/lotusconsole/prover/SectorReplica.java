package io.lotusconsole.prover;

import io.lotusconsole.proving.SealedCid;
import java.nio.file.Path;

/**
 * A sector where its files are.
 *
 * @param sealedCid what the chain says its content commits to
 * @param cacheDirectory with {@code p_aux} and {@code sc-02-data-tree-r-last*.dat}; of an updated sector, {@code
 *     update-cache/s-t0…}
 * @param sealedFile the replica; of an updated sector, {@code update/s-t0…}
 */
public record SectorReplica(long sectorNumber, SealedCid sealedCid, Path cacheDirectory, Path sealedFile) {}
