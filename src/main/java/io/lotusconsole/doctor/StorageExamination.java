package io.lotusconsole.doctor;

import io.lotusconsole.http.HttpFault;
import io.lotusconsole.lotus.ApiToken;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.prover.Challenges;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Reads one sector on each storage path: those of this machine, and those that others serve. Reads only. */
public final class StorageExamination {
    /** For one sector. */
    private static final long READ_MILLIS_MAX = 30_000;

    /** Places that are read from. */
    private static final int PLACES_MAX = 64;

    private static final int AT_ONCE_MAX = 8;

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
     * @param certificates PEM file to trust instead of the JDK's store, or null
     */
    public record Options(Path repository, boolean opensLocal, Path certificates) {}

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

    /** @throws RpcException if the index cannot be asked */
    List<Finding> read(long actor) throws RpcException, ProverException, IOException, InterruptedException {
        Map<String, Map<Long, Integer>> files = miner.sectorFiles(actor);
        Prover guarded = new GuardedProver(library, new ProverId(actor));
        List<Finding> findings = new ArrayList<>();
        try (RemoteVanilla remote = remote();
                PlaceReader reader = new PlaceReader(guarded, remote, actor)) {
            Set<String> own = new HashSet<>();
            List<Read> reads = new ArrayList<>();
            for (Path root : ownRoots(findings)) {
                try {
                    StoragePath path = StoragePath.read(root);
                    own.add(path.id());
                    reads.add(new Read(root.toString(), () -> readLocal(reader, path, actor)));
                } catch (IOException e) {
                    findings.add(new Check(StorageVerdicts.AREA, root.toString())
                            .failure(
                                    "it cannot be opened: " + e.getMessage(),
                                    "Mount it; storage.json in " + options.repository()
                                            + " lists the paths, and a worker does not start without each of them."));
                }
            }
            addRemote(reads, findings, reader, files, own);
            findings.addAll(all(reads));
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
        int left = 0;
        for (Map.Entry<String, Map<Long, Integer>> path : files.entrySet()) {
            long number = MinerExamination.readable(path.getValue());
            if (own.contains(path.getKey())) {
                continue;
            }
            List<String> urls = number < 0 || reads.size() >= PLACES_MAX ? List.of() : miner.storageUrls(path.getKey());
            for (String url : urls) {
                reads.add(new Read(url, () -> {
                    ChallengedSector sector = sector(number);
                    return StorageVerdicts.here(
                            reader.readRemote(proof(), sector, path.getKey(), url, READ_MILLIS_MAX), number);
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

    private Finding readLocal(PlaceReader reader, StoragePath path, long actor)
            throws RpcException, ProverException, IOException, InterruptedException {
        Map<Long, Integer> sectors = new HashMap<>();
        for (LocalPaths.SectorFile file : LocalPaths.scan(path).files()) {
            if (file.name().minerActor() == actor) {
                sectors.merge(file.name().sectorNumber(), file.type().bit(), (before, now) -> before | now);
            }
        }
        long number = MinerExamination.readable(sectors);
        if (number < 0) {
            return new Check(StorageVerdicts.AREA, path.root().toString())
                    .unknown("it has no sector of this miner that could be read", null);
        }
        return StorageVerdicts.here(reader.readLocal(proof(), sector(number), path, READ_MILLIS_MAX), number);
    }

    private RegisteredPoStProof proof() {
        return RegisteredPoStProof.of(PoStKind.WINDOW, size);
    }

    /** With fresh challenges, as those of the next deadline will be. */
    private ChallengedSector sector(long number) throws RpcException, IOException {
        SectorOnChain known = miner.sectorStatus(number);
        if (known == null) {
            throw new IOException("the miner does not say that sector " + number + " is proven");
        }
        byte[] drawn = new byte[PoStRandomness.BYTES];
        new SecureRandom().nextBytes(drawn);
        long[] leaves =
                Challenges.ofSector(proof(), PoStRandomness.of(drawn), number).leaves();
        try {
            return new ChallengedSector(
                    known.sealProof(),
                    number,
                    SealedCid.parse(known.sealedCid()),
                    Arrays.stream(leaves).boxed().toList(),
                    false);
        } catch (IllegalArgumentException e) {
            throw miner.malformed(e.getMessage());
        }
    }

    /** Beside each other; each is bounded by its own limit. */
    private static List<Finding> all(List<Read> reads) throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE_MAX, task -> {
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
                findings.add(finding(reads.get(i).place(), begun.get(i)));
            }
            return findings;
        } finally {
            pool.shutdownNow();
        }
    }

    private static Finding finding(String place, Future<Finding> read) throws InterruptedException {
        try {
            return read.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException bug) {
                throw bug;
            }
            return new Check(StorageVerdicts.AREA, "a path")
                    .unknown(e.getCause().getMessage(), null);
        }
    }
}
