package io.lotusconsole.doctor;

import io.lotusconsole.http.HttpFault;
import io.lotusconsole.lotus.ApiToken;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.FileFaults;
import io.lotusconsole.prover.GuardedProver;
import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.Finding;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.SealedCid;
import io.lotusconsole.proving.SectorOnChain;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.storage.LocalPaths;
import io.lotusconsole.storage.PlaceReader;
import io.lotusconsole.storage.RemoteVanilla;
import io.lotusconsole.storage.StorageList;
import io.lotusconsole.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Reads one sector on each storage path: those of this machine, and those that others serve. Reads only. */
public final class StorageExamination {
    /** For one sector, where the user sets no limit. */
    public static final long READ_MILLIS_MAX = 30_000;

    /** Beyond the limit of a read, for what is before and after it; a file system that hangs is left behind then. */
    private static final long SPARE_MILLIS = 5_000;

    /** Places that are read from, all at once: each for one sector. */
    private static final int PLACES_MAX = 64;

    private final Prover library;
    private final MinerClient miner;
    private final ApiToken token;
    private final SectorSize size;
    private final Options options;

    /**
     * How a worker would read.
     *
     * @param repository the worker's, whose {@code storage.json} lists paths
     * @param opensLocal whether these are opened
     * @param readMillisMax for the sector of each path
     * @param certificates PEM file to trust instead of the JDK's store, or null
     */
    public record Options(Path repository, boolean opensLocal, long readMillisMax, Path certificates) {}

    StorageExamination(Prover library, MinerClient miner, ApiToken token, SectorSize size, Options options) {
        this.library = library;
        this.miner = miner;
        this.token = token;
        this.size = size;
        this.options = options;
    }

    /** A read that is to be made. */
    private record Read(String place, Reading reading) {}

    private interface Reading {
        Finding finding() throws RpcException, ProverException, IOException, InterruptedException;
    }

    /**
     * Reads, and blocks until it has: own paths within the limit and {@link #SPARE_MILLIS}, then others within as
     * much.
     *
     * @throws RpcException if the index cannot be asked
     */
    List<Finding> read(long actor) throws RpcException, IOException, InterruptedException {
        Map<String, Map<Long, Integer>> files = miner.sectorFiles(actor);
        Prover guarded = new GuardedProver(library, new ProverId(actor));
        List<Finding> findings = new ArrayList<>();
        // Ids of own paths that could be opened; another thread adds to it while it reads them.
        Set<String> own = ConcurrentHashMap.newKeySet();
        try (RemoteVanilla remote = remote();
                PlaceReader reader = new PlaceReader(guarded, remote, actor)) {
            List<Read> local = new ArrayList<>();
            for (Path root : ownRoots(findings)) {
                local.add(new Read(
                        root.toString(), () -> readLocal(reader, root, actor, StorageVerdicts.updated(files), own)));
            }
            findings.addAll(all(local));
            List<Read> others = new ArrayList<>();
            addRemote(others, findings, reader, files, own);
            findings.addAll(all(others));
        }
        if (findings.isEmpty()) {
            findings.add(new Check(StorageVerdicts.AREA, "sectors")
                    .unknown("the miner's index knows no path with sectors", null));
        }
        return findings;
    }

    private List<Path> ownRoots(List<Finding> findings) {
        try {
            return options.opensLocal() ? StorageList.read(options.repository()) : List.of();
        } catch (IOException e) {
            findings.add(new Check(StorageVerdicts.AREA, "storage.json")
                    .failure(
                            "it cannot be read: " + e.getMessage(),
                            "`lotus-worker storage attach PATH` of a running worker writes it anew."));
            return List.of();
        }
    }

    private RemoteVanilla remote() throws HttpFault {
        return new RemoteVanilla(token == null ? null : token.reveal(), options.certificates());
    }

    private void addRemote(
            List<Read> reads,
            List<Finding> findings,
            PlaceReader reader,
            Map<String, Map<Long, Integer>> files,
            Set<String> own)
            throws RpcException {
        Set<Long> updated = StorageVerdicts.updated(files);
        int left = 0;
        for (Map.Entry<String, Map<Long, Integer>> path : files.entrySet()) {
            List<Long> sectors = StorageVerdicts.readable(path.getValue(), updated);
            if (own.contains(path.getKey())) {
                continue;
            }
            List<String> urls =
                    sectors.isEmpty() || reads.size() >= PLACES_MAX ? List.of() : miner.storageUrls(path.getKey());
            for (String url : urls) {
                reads.add(new Read(url, () -> {
                    ChallengedSector sector = challenged(MinerQuestions.proven(miner, sectors));
                    return StorageVerdicts.here(
                            reader.readRemote(proof(), sector, path.getKey(), url, options.readMillisMax()),
                            sector.sectorNumber());
                }));
            }
            left += urls.isEmpty() ? 1 : 0;
        }
        if (left > 0) {
            findings.add(new Check(StorageVerdicts.AREA, "other paths")
                    .unknown(
                            left + " were not read: too many, not served, or without a sector that the miner knows"
                                    + " alone",
                            null));
        }
    }

    private Finding readLocal(PlaceReader reader, Path root, long actor, Set<Long> updated, Set<String> own)
            throws RpcException, ProverException, IOException, InterruptedException {
        StoragePath path;
        try {
            path = StoragePath.read(root);
        } catch (IOException e) {
            return new Check(StorageVerdicts.AREA, root.toString())
                    .failure(
                            "it cannot be opened: " + FileFaults.reason(e),
                            "Mount it; storage.json in " + options.repository()
                                    + " lists the paths, and a worker does not start without each of them.");
        }
        own.add(path.id());
        Map<Long, Integer> here = new HashMap<>();
        for (LocalPaths.SectorFile file : LocalPaths.scan(path).files()) {
            if (file.name().minerActor() == actor) {
                here.merge(file.name().sectorNumber(), file.type().bit(), (before, now) -> before | now);
            }
        }
        Set<Long> without = new HashSet<>(updated);
        without.addAll(StorageVerdicts.updated(Map.of(path.id(), here)));
        List<Long> sectors = StorageVerdicts.readable(here, without);
        if (sectors.isEmpty()) {
            return new Check(StorageVerdicts.AREA, root.toString())
                    .unknown("it has no sector of this miner that could be read", null);
        }
        ChallengedSector sector = challenged(MinerQuestions.proven(miner, sectors));
        return StorageVerdicts.here(
                reader.readLocal(proof(), sector, path, options.readMillisMax()), sector.sectorNumber());
    }

    private RegisteredPoStProof proof() {
        return RegisteredPoStProof.of(PoStKind.WINDOW, size);
    }

    /** With fresh challenges, as those of the next deadline will be. */
    private ChallengedSector challenged(SectorOnChain sector) throws RpcException {
        byte[] drawn = new byte[PoStRandomness.BYTES];
        new SecureRandom().nextBytes(drawn);
        long[] leaves = Challenges.ofSector(proof(), PoStRandomness.of(drawn), sector.number())
                .leaves();
        try {
            return new ChallengedSector(
                    sector.sealProof(),
                    sector.number(),
                    SealedCid.parse(sector.sealedCid()),
                    Arrays.stream(leaves).boxed().toList(),
                    false);
        } catch (IllegalArgumentException e) {
            throw miner.malformed(e.getMessage());
        }
    }

    /** Beside each other. */
    private List<Finding> all(List<Read> reads) throws InterruptedException {
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(options.readMillisMax() + SPARE_MILLIS);
        ExecutorService pool = Executors.newFixedThreadPool(PLACES_MAX, task -> {
            Thread thread = new Thread(task, "doctor reads");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<Finding>> begun = new ArrayList<>();
            for (Read read : reads) {
                begun.add(pool.submit(read.reading()::finding));
            }
            List<Finding> findings = new ArrayList<>();
            for (int i = 0; i < reads.size(); i++) {
                findings.add(
                        finding(new Check(StorageVerdicts.AREA, reads.get(i).place()), begun.get(i), endNanos));
            }
            return findings;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Finding finding(Check check, Future<Finding> read, long endNanos) throws InterruptedException {
        try {
            return read.get(Math.max(0, endNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return check.failure(
                    "it did not answer in time",
                    "Look whether its file system hangs (`timeout 10 ls PATH`), and mount it anew.");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException bug) {
                throw bug;
            }
            return check.unknown(String.valueOf(e.getCause().getMessage()), null);
        }
    }
}
