package io.lotusconsole.storage;

import io.lotusconsole.http.CallGroup;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.storage.LocalVanilla.Outcome;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads a sector at one place and at no other, to find out how that place is; {@link SectorReader} is for proofs. Safe
 * for many threads.
 */
public final class PlaceReader implements AutoCloseable {
    private final LocalVanilla vanilla;
    private final RemoteVanilla remote;
    private final long minerActor;
    private final LocalReads reads = new LocalReads();

    /** @param remote stays its owner's, who closes it after this */
    public PlaceReader(Prover prover, RemoteVanilla remote, long minerActor) {
        this.vanilla = new LocalVanilla(prover);
        this.remote = remote;
        this.minerActor = minerActor;
    }

    /**
     * Reads it from a path of this machine. Blocks at most to the limit.
     *
     * @throws ProverException if the prover can read no sector at all, or refuses the request itself
     */
    public ReadAttempt readLocal(
            RegisteredPoStProof proof, ChallengedSector sector, StoragePath path, long timeoutMillis)
            throws ProverException, InterruptedException {
        long startNanos = System.nanoTime();
        Outcome outcome;
        try {
            outcome = reads.run(
                    path.root().toString(), () -> vanilla.read(proof, minerActor, sector, path, path), timeoutMillis);
        } catch (TimeoutException e) {
            outcome = Outcome.failed(ReadFault.TIMED_OUT, "not read within " + timeoutMillis + " ms");
        } catch (LocalReads.TooManyStuck e) {
            outcome = Outcome.failed(ReadFault.FAILED, e.getMessage());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ProverException known) {
                throw known;
            }
            throw new IllegalStateException(e.getCause());
        }
        return attempt(path.root().toString(), path.id(), startNanos, outcome);
    }

    /** Reads it from a host that serves it. Blocks at most to the limit. @param baseUrl ends in {@code /remote} */
    public ReadAttempt readRemote(
            RegisteredPoStProof proof, ChallengedSector sector, String storageId, String baseUrl, long timeoutMillis) {
        long startNanos = System.nanoTime();
        byte[] request = RemoteVanilla.request(minerActor, sector, proof);
        Outcome outcome = remote.read(baseUrl, request, sector, timeoutMillis, new CallGroup());
        return attempt(baseUrl, storageId, startNanos, outcome);
    }

    private static ReadAttempt attempt(String place, String storageId, long startNanos, Outcome outcome) {
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        return new ReadAttempt(place, storageId, millis, outcome.fault(), outcome.detail());
    }

    @Override
    public void close() {
        reads.close();
    }
}
