package io.lotusconsole.worker;

import io.lotusconsole.http.ServerHandler;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.prover.*;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.rpc.TokenVerifier;
import io.lotusconsole.storage.*;
import java.io.IOException;
import java.nio.file.Path;
import java.util.*;
import java.util.function.IntConsumer;

/** Provisional. */
public final class WorkerStorage implements StorageAccess, SectorSource, LocalStorage, AutoCloseable {
    public record Options(
            Path repository,
            boolean opensLocal,
            long minerActor,
            SectorSize size,
            int parallelReads,
            long readTimeoutMillis,
            double skipShareMax) {}

    private final Options options;
    private final Prover prover;
    private final List<StoragePath> paths = new ArrayList<>();

    private WorkerStorage(Options o, Prover p) {
        options = o;
        prover = new GuardedProver(p, new ProverId(o.minerActor()));
    }

    public static WorkerStorage open(Options o, Prover p, MinerClient miner, String token, WorkerLog log)
            throws IOException {
        WorkerStorage s = new WorkerStorage(o, p);
        for (Path path : StorageList.read(o.repository())) s.paths.add(StoragePath.read(path));
        return s;
    }

    public SectorSource source() {
        return this;
    }

    public LocalStorage local() {
        return this;
    }

    public List<PreFlight.Obstacle> obstacles() {
        return List.of();
    }

    public ServerHandler remote(TokenVerifier tokens) {
        return x -> x.reply(404, null, new byte[0]);
    }

    public void announce(String url) {}

    public void withdraw() {}

    public void close() {}

    public List<StoragePath> paths() {
        return paths;
    }

    public void add(Path root) {}

    public void detach(Path root) {}

    public void detachAll() {}

    public void redeclare(String id, boolean drop) {}

    public Reading read(ProofCall call, long limit, IntConsumer progress) throws ProverException {
        List<VanillaProof> proofs = new ArrayList<>();
        for (ChallengedSector sector : call.sectors()) {
            proofs.add(prover.vanillaProof(
                    call.proof(),
                    paths.get(0).replica(options.minerActor(), sector),
                    new SectorChallenge(
                            sector.sectorNumber(),
                            sector.leaves().stream().mapToLong(Long::longValue).toArray())));
            progress.accept(proofs.size());
        }
        return new Reading(proofs, List.of(), null, List.of(), List.of());
    }

    public String whyUnreadable(ProofCall call, List<ChallengedSector> sectors) {
        return null;
    }
}
