package io.lotusconsole.prover;

import io.lotusconsole.proving.SealedCid;
import java.nio.file.Path;
import java.util.List;

/** What a test network needs besides proofs: sectors, and parameters of its own. Never for a network with value. */
public interface TestNetworkProver {
    /** Largest sector it makes anything for: more takes hours. */
    SectorSize SECTOR_SIZE_MAX = SectorSize.MIB_512;

    /**
     * Seals a sector (seal proof version {@code V1_1}) and clears its cache as a miner does, so that exactly what
     * PoSt reads is left. 50 ms at 2 KiB, about 10 s at 8 MiB.
     *
     * @param ticket 32 bytes that go into the sector's identity
     * @param data the sector's {@link SectorSize#usableBytes}
     */
    SealedCid seal(
            SectorSize size,
            ProverId prover,
            long sectorNumber,
            byte[] ticket,
            byte[] data,
            Path cacheDirectory,
            Path sealedFile)
            throws ProverException;

    /**
     * Makes the parameter files of a proof type. Whoever runs this could forge proofs under them. At 2 KiB about
     * 25 s for winning and 6 s for window on two cores; every file appears whole or not at all.
     *
     * @param directory exists
     * @return the names of the files
     */
    List<String> makeParameters(RegisteredPoStProof proof, Path directory) throws ProverException;
}
