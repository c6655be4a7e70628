package io.lotusconsole.storage;

import io.lotusconsole.http.CallGroup;
import io.lotusconsole.http.TimeLimit;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.SectorLocation;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.storage.LocalVanilla.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads vanilla proofs, asking the index and the hosts in the order that Lotus's workers ask in ({@code
 * storage/paths/remote.go}, {@code GenerateSingleVanillaProof}). Safe for many threads.
 */
public final class SectorReader implements AutoCloseable {
    /** For a read whose caller sets no limit: {@code SingleCheckTimeout} of Lotus ({@code node/config/def.go}). */
    static final long READ_MILLIS_MAX = 600_000;

    /** How long a storage path may take to show its meta file after a read in it was given up. */
    private static final long SECOND_LOOK_MILLIS = 5_000;

    private final SectorIndex index;
    private final LocalPaths local;
    private final RemoteVanilla remote;
    private final long minerActor;
    private final LocalVanilla vanilla;
    private final LocalReads reads = new LocalReads();
    private final IndexPairs pairs;

    /** @param remote stays its owner's, who closes it after this */
    public SectorReader(Prover prover, SectorIndex index, LocalPaths local, RemoteVanilla remote, long minerActor) {
        this.vanilla = new LocalVanilla(prover);
        this.index = index;
        this.pairs = new IndexPairs(index);
        this.local = local;
        this.remote = remote;
        this.minerActor = minerActor;
    }

    /**
     * Reads one sector: from own open paths if the index names them for both of its file types, and an error of its
     * files is then final; else from the hosts that the index names, the first that serves it.
     *
     * <p>Blocks for two or three calls to the index, each within its own limit, and then for the storage. A sector's
     * trouble is no exception.
     *
     * @param timeoutMillis for the storage, all hosts together; 0 for {@link #READ_MILLIS_MAX}
     * @throws RpcException if the index cannot be asked
     * @throws ProverException if the prover can read no sector at all, or refuses the request itself
     * @throws InterruptedException if interrupted while it waits for local storage or for the index; a call to a host
     *     is not ended by an interrupt
     */
    public SectorRead read(RegisteredPoStProof proof, ChallengedSector sector, long timeoutMillis)
            throws RpcException, ProverException, InterruptedException {
        return read(proof, sector, timeoutMillis, new CallGroup());
    }

    /** @param group may end calls to hosts */
    SectorRead read(RegisteredPoStProof proof, ChallengedSector sector, long timeoutMillis, CallGroup group)
            throws RpcException, ProverException, InterruptedException {
        long millisMax = timeoutMillis == 0 ? READ_MILLIS_MAX : timeoutMillis;
        Attempts attempts = new Attempts(sector.sectorNumber());
        long sizeBytes = proof.sectorSize().bytes();
        SectorFileType sealed = SectorFileType.sealedOf(sector);
        SectorFileType cache = SectorFileType.cacheOf(sector);
        IndexPairs.Pair where = pairs.find(sector.sectorNumber(), sealed.bit(), cache.bit(), sizeBytes);
        StoragePath sealedIn = ownPath(where.first());
        StoragePath cacheIn = ownPath(where.second());
        if (sealedIn != null && cacheIn != null) {
            long start = System.nanoTime();
            Outcome outcome = readLocal(proof, sector, sealedIn, cacheIn, millisMax);
            attempts.add(sealedIn.root().toString(), sealedIn.id(), start, outcome);
            return attempts.end(outcome);
        }
        List<SectorLocation> locations = index.find(sector.sectorNumber(), sealed.bit() | cache.bit(), 0);
        return readRemote(proof, sector, locations, TimeLimit.inMillis(millisMax), group, attempts);
    }

    private StoragePath ownPath(List<SectorLocation> locations) {
        for (SectorLocation location : locations) {
            StoragePath path = local.byId(location.storageId());
            if (path != null) {
                return path;
            }
        }
        return null;
    }

    private Outcome readLocal(
            RegisteredPoStProof proof,
            ChallengedSector sector,
            StoragePath sealedIn,
            StoragePath cacheIn,
            long timeoutMillis)
            throws ProverException, InterruptedException {
        try {
            return reads.run(
                    place(sealedIn, cacheIn),
                    () -> vanilla.read(proof, minerActor, sector, sealedIn, cacheIn),
                    timeoutMillis);
        } catch (TimeoutException e) {
            String away = secondLook(sealedIn, cacheIn);
            return away == null
                    ? Outcome.failed(ReadFault.TIMED_OUT, "not read within " + timeoutMillis + " ms")
                    : Outcome.failed(ReadFault.STORAGE_AWAY, away);
        } catch (LocalReads.TooManyStuck e) {
            return Outcome.failed(ReadFault.STORAGE_AWAY, e.getMessage());
        } catch (ExecutionException e) {
            throw Failures.known(e, ProverException.class);
        }
    }

    private static String place(StoragePath sealedIn, StoragePath cacheIn) {
        return sealedIn.equals(cacheIn)
                ? "the storage path " + sealedIn.root()
                : "the storage paths " + sealedIn.root() + " and " + cacheIn.root();
    }

    /** Slowness of a sector is its own affair only where the path still says who it is. */
    private String secondLook(StoragePath sealedIn, StoragePath cacheIn) throws InterruptedException {
        try {
            return reads.run(
                    place(sealedIn, cacheIn), () -> LocalVanilla.whyAway(sealedIn, cacheIn), SECOND_LOOK_MILLIS);
        } catch (TimeoutException | LocalReads.TooManyStuck | ExecutionException e) {
            return "the storage path " + sealedIn.root() + " does not answer within " + SECOND_LOOK_MILLIS + " ms";
        }
    }

    private SectorRead readRemote(
            RegisteredPoStProof proof,
            ChallengedSector sector,
            List<SectorLocation> locations,
            TimeLimit limit,
            CallGroup group,
            Attempts attempts) {
        Map<String, String> places = new LinkedHashMap<>();
        for (SectorLocation location : locations) {
            for (String url : location.baseUrls()) {
                places.putIfAbsent(url, location.storageId());
            }
        }
        byte[] request = RemoteVanilla.request(minerActor, sector, proof);
        Map<String, Outcome> said = new LinkedHashMap<>();
        int left = places.size();
        for (Map.Entry<String, String> place : places.entrySet()) {
            // A share for each place, so that one that hangs leaves time for a good copy elsewhere.
            long millis = Math.max(1, limit.millisLeft(Integer.MAX_VALUE) / left--);
            long start = System.nanoTime();
            Outcome outcome = remote.read(place.getKey(), request, sector, millis, group);
            attempts.add(place.getKey(), place.getValue(), start, outcome);
            if (outcome.proof() != null || group.isCancelled()) {
                return attempts.end(outcome);
            }
            said.put(place.getKey(), outcome);
        }
        return attempts.end(Outcomes.ofAll(locations, said));
    }

    /** Threads that wait for storage which does not answer are left behind. */
    @Override
    public void close() {
        pairs.close();
        reads.close();
    }

    /** Reads of local storage that were given up and have not come back. */
    public int stuckReads() {
        return reads.stuckCount();
    }

    /** What was tried for one sector, as it is tried. */
    private static final class Attempts {
        private final long sectorNumber;
        private final long startNanos = System.nanoTime();
        private final List<ReadAttempt> attempts = new ArrayList<>();

        Attempts(long sectorNumber) {
            this.sectorNumber = sectorNumber;
        }

        private static long millisSince(long nanos) {
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
        }

        void add(String place, String storageId, long startNanos, Outcome outcome) {
            attempts.add(new ReadAttempt(place, storageId, millisSince(startNanos), outcome.fault(), outcome.detail()));
        }

        SectorRead end(Outcome outcome) {
            VanillaProof proof = outcome.proof();
            return new SectorRead(
                    sectorNumber, proof, outcome.fault(), outcome.detail(), attempts, millisSince(startNanos));
        }
    }
}
