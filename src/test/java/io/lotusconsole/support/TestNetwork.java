package io.lotusconsole.support;

import io.lotusconsole.params.TestParameters;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.prover.SectorReplica;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.prover.TestNetworkProver;
import io.lotusconsole.proving.SealedCid;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A miner of a test network: sectors of 2 KiB, sealed afresh from random data. */
public final class TestNetwork {
    public static final ProverId PROVER = new ProverId(1000);

    private static final int TICKET_BYTES = 32;

    private final List<SectorReplica> sectors = new ArrayList<>();
    private final Random random;

    /** @param seed of the data, the tickets and the randomness, so that a failure can be seen again */
    public TestNetwork(TestNetworkProver prover, Path directory, int sectorCount, long seed) throws ProverException {
        random = new Random(seed);
        for (int number = 1; number <= sectorCount; number++) {
            byte[] ticket = bytes(TICKET_BYTES);
            ticket[TICKET_BYTES - 1] &= 0x3f;
            byte[] data = bytes((int) SectorSize.KIB_2.usableBytes());
            Path cache = directory.resolve("cache").resolve("s-t01000-" + number);
            Path sealed = directory.resolve("s-t01000-" + number);
            SealedCid cid = prover.seal(SectorSize.KIB_2, PROVER, number, ticket, data, cache, sealed);
            sectors.add(new SectorReplica(number, cid, cache, sealed));
        }
    }

    /**
     * The {@code XDG_STATE_HOME} of this build's tests, where demo and devnet find their parameters made; {@code mvn
     * clean} removes it, half a minute makes it.
     */
    public static Path stateHome() {
        return Path.of(System.getProperty("basedir", ""), "target", "test-state")
                .toAbsolutePath();
    }

    public static Path parameters() {
        return stateHome().resolve("lotus-console").resolve("test-parameters");
    }

    /** Makes the parameters if this build has none yet. Skips the test if the build has no proof library. */
    public static void ensureParameters() {
        try {
            ensureParameters(Libraries.require());
        } catch (IOException | ProverException e) {
            throw new AssertionError(e);
        }
    }

    private static void ensureParameters(TestNetworkProver prover) throws IOException, ProverException {
        TestParameters.ensure(prover, parameters(), SectorSize.KIB_2, new TestParameters.Steps() {
            @Override
            public void began(String name) {}

            @Override
            public void ended(String name, long millis) {}
        });
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    public List<SectorReplica> sectors() {
        return sectors;
    }

    public List<Long> sectorNumbers() {
        return sectors.stream().map(SectorReplica::sectorNumber).toList();
    }

    public List<SectorCommitment> commitments() {
        return sectors.stream()
                .map(sector -> new SectorCommitment(sector.sectorNumber(), sector.sealedCid()))
                .toList();
    }

    /** A request with randomness that was not used before. */
    public ProofRequest request(RegisteredPoStProof proof) {
        return new ProofRequest(proof, PROVER, PoStRandomness.of(bytes(PoStRandomness.BYTES)));
    }
}
