package io.lotusconsole.worker;

import io.lotusconsole.http.Endpoint;
import io.lotusconsole.http.HttpFault;
import io.lotusconsole.http.ServerHandler;
import io.lotusconsole.http.SmallDocument;
import io.lotusconsole.lotus.MinerClient;
import io.lotusconsole.lotus.RepositoryDirectory;
import io.lotusconsole.prover.GuardedProver;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.proving.ChallengedSector;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.ReadPlace;
import io.lotusconsole.rpc.RpcException;
import io.lotusconsole.rpc.TokenVerifier;
import io.lotusconsole.storage.Announcement;
import io.lotusconsole.storage.LocalPaths;
import io.lotusconsole.storage.MinerIndex;
import io.lotusconsole.storage.PartitionRead;
import io.lotusconsole.storage.PathAnnouncer;
import io.lotusconsole.storage.ReadAttempt;
import io.lotusconsole.storage.ReadFault;
import io.lotusconsole.storage.ReadLimits;
import io.lotusconsole.storage.RemoteHandler;
import io.lotusconsole.storage.RemoteVanilla;
import io.lotusconsole.storage.SectorRead;
import io.lotusconsole.storage.SectorReader;
import io.lotusconsole.storage.SectorReads;
import io.lotusconsole.storage.SkipRule;
import io.lotusconsole.storage.StorageList;
import io.lotusconsole.storage.StoragePath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/** The storage of a worker, as {@code storage} offers it. Safe for several threads. */
public final class WorkerStorage implements StorageAccess, SectorSource, LocalStorage, AutoCloseable {
    /** Sectors that are read again to find out whether an inability is over. */
    private static final int CHECKED_SECTORS_MAX = 3;

    /** Each of them; a sector that is slower is none that can be relied on. */
    private static final long CHECK_MILLIS_MAX = 30_000;

    /** A look at one host, whether it answers. */
    private static final long LOOK_MILLIS_MAX = 10_000;

    private static final int STAT_BYTES_MAX = 64 * 1024;

    /** Hosts that a pre-flight looks at; the first that answers is enough. */
    private static final int LOOKS_MAX = 64;

    /**
     * What it is to be.
     *
     * @param opensLocal whether paths of this machine are opened
     * @param parallelReads 0 for no limit
     * @param readTimeoutMillis for one sector; 0 for none
     * @param skipShareMax of a proof's sectors, from 0 to 1
     * @param certificates PEM file to trust instead of the JDK's store, or null
     */
    public record Options(
            RepositoryDirectory repository,
            Path directory,
            boolean opensLocal,
            long minerActor,
            SectorSize sectorSize,
            int parallelReads,
            long readTimeoutMillis,
            double skipShareMax,
            Path certificates) {}

    private final Options options;
    private final Prover guarded;
    private final MinerClient miner;
    private final String token;
    private final WorkerLog log;
    private final LocalPaths local;
    private final MinerIndex index;
    private final RemoteVanilla remote;
    private final SectorReader reader;
    private final SectorReads reads;

    /** One thread, for the budgets of readings alone: nothing that blocks may hold them up. */
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "reading budgets");
        thread.setDaemon(true);
        return thread;
    });

    /** The last task that ended only because the miner's index was not whole; null if there is none. */
    private volatile ProofCall doubted;

    private volatile Announcing announcing;
    private volatile RemoteHandler served;

    /** What tells the miner's index of own paths. */
    private record Announcing(PathAnnouncer announcer, Announcement announcement) {}

    private WorkerStorage(
            Options options, Prover library, MinerClient miner, String token, LocalPaths local, WorkerLog log)
            throws HttpFault {
        this.options = options;
        this.guarded = new GuardedProver(library, new ProverId(options.minerActor()));
        this.miner = miner;
        this.token = token;
        this.log = log;
        this.local = local;
        this.index = new MinerIndex(miner, options.minerActor());
        this.remote = new RemoteVanilla(token, options.certificates());
        this.reader = new SectorReader(guarded, index, local, remote, options.minerActor());
        this.reads = new SectorReads(
                reader, new SkipRule(options.skipShareMax()), this::whyIndexIsDoubtful, options.parallelReads());
    }

    /**
     * Opens the storage paths of a repository's {@code storage.json}.
     *
     * @param token the miner's, which other hosts of its sectors take too; null for none
     * @throws IOException if a path on the list cannot be opened
     */
    public static WorkerStorage open(Options options, Prover library, MinerClient miner, String token, WorkerLog log)
            throws IOException {
        LocalPaths local = options.opensLocal() ? LocalPaths.open(options.directory()) : new LocalPaths();
        return new WorkerStorage(options, library, miner, token, local, log);
    }

    @Override
    public SectorSource source() {
        return this;
    }

    @Override
    public LocalStorage local() {
        return this;
    }

    @Override
    public Reading read(ProofCall call, long limitMillis, IntConsumer progress)
            throws ProverException, InterruptedException {
        Thread reading = Thread.currentThread();
        AtomicBoolean isOver = new AtomicBoolean();
        ScheduledFuture<?> budget = timer.schedule(
                () -> {
                    isOver.set(true);
                    reading.interrupt();
                },
                limitMillis,
                TimeUnit.MILLISECONDS);
        try {
            ReadLimits limits = new ReadLimits(options.readTimeoutMillis(), limitMillis);
            PartitionRead read = reads.read(call.proof(), call.sectors(), limits, (done, of) -> progress.accept(done));
            return result(call, read);
        } catch (InterruptedException e) {
            if (!isOver.get()) {
                throw e;
            }
            String why = "reading took longer than its budget of " + limitMillis / 1000 + " s";
            return new Reading(
                    List.of(), List.of(), why, true, reader.stuckReads() > 0, some(call.sectors()), List.of());
        } finally {
            // An interrupt that came too late must not reach the proof.
            if (!budget.cancel(false) && isOver.get()) {
                Thread.interrupted();
            }
        }
    }

    /** Before the first registration, and for a drill, nothing depends on it. */
    private String whyIndexIsDoubtful(long sinceNanos) {
        Announcing made = announcing;
        return made == null ? null : made.announcement().whyDoubtful(sinceNanos);
    }

    private Reading result(ProofCall call, PartitionRead read) {
        if (read.judgement().isOfIndex()) {
            doubted = call;
        } else if (call.equals(doubted)) {
            doubted = null;
        }
        List<ReadPlace> places = places(read);
        return switch (read.verdict()) {
            case ALL_READ -> new Reading(read.proofs(), List.of(), null, false, false, List.of(), places);
            case SKIP -> {
                Set<Long> numbers = new HashSet<>(read.judgement().skipped());
                List<SkippedSector> skipped = read.sectors().stream()
                        .filter(sector -> numbers.contains(sector.sectorNumber()))
                        .map(sector -> new SkippedSector(
                                sector.sectorNumber(),
                                word(sector),
                                sector.fault().text() + ": " + sector.detail()))
                        .toList();
                yield new Reading(read.proofs(), skipped, null, false, false, List.of(), places);
            }
            case UNABLE -> {
                List<SectorRead> unread = read.sectors().stream()
                        .filter(sector -> !sector.isRead())
                        .toList();
                Set<Long> numbers = new HashSet<>();
                unread.forEach(sector -> numbers.add(sector.sectorNumber()));
                List<ChallengedSector> again = call.sectors().stream()
                        .filter(sector -> numbers.contains(sector.sectorNumber()))
                        .toList();
                yield new Reading(
                        List.of(),
                        List.of(),
                        read.judgement().reason(),
                        isLasting(call, unread),
                        false,
                        some(again),
                        places);
            }
        };
    }

    /**
     * Whether a host or the index is to blame; without any sector that was tried, it is the index. The one sector of a
     * WinningPoSt has no other to speak for its host: a host that was silent may be so for the next ticket as well.
     */
    private static boolean isLasting(ProofCall call, List<SectorRead> unread) {
        List<ReadFault> faults = unread.stream()
                .map(SectorRead::fault)
                .filter(fault -> fault != ReadFault.NOT_TRIED)
                .toList();
        return faults.isEmpty()
                || faults.stream()
                        .anyMatch(fault ->
                                !fault.isOfSector() || call.kind() == PoStKind.WINNING && fault.needsWitness());
    }

    private static String word(SectorRead sector) {
        return sector.fault().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }

    private static List<ChallengedSector> some(List<ChallengedSector> sectors) {
        return sectors.subList(0, Math.min(CHECKED_SECTORS_MAX, sectors.size()));
    }

    private static List<ReadPlace> places(PartitionRead read) {
        Map<String, ReadPlace> places = new HashMap<>();
        for (SectorRead sector : read.sectors()) {
            for (ReadAttempt attempt : sector.attempts()) {
                int failures = attempt.fault() == null ? 0 : 1;
                places.merge(
                        attempt.place(),
                        new ReadPlace(attempt.place(), 1, failures, attempt.millis(), attempt.millis()),
                        ReadPlace::and);
            }
        }
        return places.values().stream()
                .sorted(Comparator.comparingLong(ReadPlace::slowestMillis).reversed())
                .toList();
    }

    @Override
    public String whyUnreadable(ProofCall call, List<ChallengedSector> sectors)
            throws ProverException, InterruptedException {
        if (call.equals(doubted) && whyIndexIsDoubtful(System.nanoTime()) == null) {
            // What is not in its place now is missing, and is skipped the next time.
            return null;
        }
        for (ChallengedSector sector : sectors) {
            try {
                long millis = options.readTimeoutMillis() == 0
                        ? CHECK_MILLIS_MAX
                        : Math.min(CHECK_MILLIS_MAX, options.readTimeoutMillis());
                SectorRead read = reader.read(call.proof(), sector, millis);
                if (!read.isRead() && !(call.kind() == PoStKind.WINNING && isOwnAffair(read))) {
                    return "sector " + sector.sectorNumber() + ": "
                            + read.fault().text() + " (" + read.detail() + ")";
                }
            } catch (RpcException e) {
                return "the miner cannot be asked where sectors are: " + e.getMessage();
            }
        }
        return null;
    }

    /** Whether the sector is to blame, for every host that failed it says what it has. */
    private boolean isOwnAffair(SectorRead read) {
        return read.fault().isOfSector()
                && read.attempts().stream()
                        .filter(attempt -> attempt.fault().needsWitness() && !isLocal(attempt))
                        .allMatch(attempt -> whyAway(attempt.place(), attempt.storageId()) == null);
    }

    /** A path of this machine was looked at again when the sector was not read in time. */
    private static boolean isLocal(ReadAttempt attempt) {
        return attempt.place().startsWith("/");
    }

    @Override
    public List<PreFlight.Obstacle> obstacles() throws RpcException {
        for (StoragePath path : local.all()) {
            String away;
            try {
                away = local.whyAway(path);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                away = "interrupted while looking at the storage path " + path.root();
            }
            if (away != null) {
                return List.of(new PreFlight.Obstacle(
                        away, "Mount it, or take it off storage.json in the worker's repository."));
            }
        }
        try {
            return hostObstacles(miner.storagesWithSectors(options.minerActor()));
        } catch (RpcException.Remote e) {
            log.warn("the miner does not say where its sectors are: storage is not looked at", "why", e.getMessage());
            return List.of();
        }
    }

    /** One host that answers is enough: a shelf that is down must not keep every worker away. */
    private List<PreFlight.Obstacle> hostObstacles(Set<String> storageIds) throws RpcException {
        List<String> away = new ArrayList<>();
        for (String id : storageIds) {
            if (local.byId(id) != null) {
                return List.of();
            }
        }
        for (String id : storageIds) {
            List<String> urls = miner.storageInfo(id).urls();
            for (String url : urls == null ? List.<String>of() : urls) {
                if (away.size() >= LOOKS_MAX) {
                    break;
                }
                String why = whyAway(url, id);
                if (why == null) {
                    return List.of();
                }
                log.warn("storage does not answer", "url", url, "storage", id, "why", why);
                away.add(url + ": " + why);
            }
        }
        if (away.isEmpty()) {
            return List.of();
        }
        return List.of(new PreFlight.Obstacle(
                "no storage that holds the miner's sectors answers; " + away.get(0),
                "A miner serves its own under RemoteListenAddress of its config.toml, which this machine must reach."));
    }

    /** Null if the host knows the path. */
    private String whyAway(String url, String id) {
        try {
            URI uri = URI.create(url);
            boolean isSecure = "https".equals(uri.getScheme());
            int port = uri.getPort() >= 0 ? uri.getPort() : isSecure ? 443 : 80;
            Endpoint endpoint =
                    new Endpoint(isSecure ? "https" : "http", uri.getHost(), port, uri.getRawPath() + "/stat/" + id);
            SmallDocument.get(endpoint, token, LOOK_MILLIS_MAX, STAT_BYTES_MAX);
            return null;
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Override
    public ServerHandler remote(TokenVerifier tokens) {
        RemoteHandler handler = new RemoteHandler(
                guarded,
                local,
                bearer -> {
                    Set<String> permissions = tokens.permissionsOf(bearer);
                    return permissions != null && permissions.contains(CallerTokens.ADMIN);
                },
                CallerTokens.ADMIN);
        served = handler;
        return handler;
    }

    @Override
    public void announce(String remoteUrl) {
        PathAnnouncer.Told told = new PathAnnouncer.Told() {
            @Override
            public void progress(String sentence) {
                log.info(sentence);
            }

            @Override
            public void trouble(String sentence) {
                log.warn(sentence);
            }
        };
        PathAnnouncer announcer = new PathAnnouncer(local, index, remoteUrl, told);
        announcing = new Announcing(announcer, new Announcement(local, announcer, miner::session, told));
        announcer.start();
    }

    @Override
    public void minerIs(String minerSession) {
        announcing.announcement().minerIs(minerSession);
    }

    @Override
    public boolean awaitAnnounced(String minerSession, long millis) throws InterruptedException {
        return announcing.announcement().await(minerSession, millis);
    }

    @Override
    public void withdraw() {
        Announcing made = announcing;
        if (made != null) {
            made.announcement().close();
            made.announcer().withdrawAll();
        }
    }

    @Override
    public List<StoragePath> paths() {
        return local.all();
    }

    @Override
    public void add(Path root) throws IOException, RpcException {
        StoragePath path = local.add(root);
        remember();
        Announcing made = announcing;
        if (made != null) {
            made.announcement().add(path);
        }
    }

    @Override
    public void detach(Path root) throws IOException, RpcException {
        Path wanted = root.toAbsolutePath().normalize();
        StoragePath path = local.all().stream()
                .filter(each -> each.root().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new IOException(root + " is not open here"));
        Announcing made = announcing;
        RpcException refusal = null;
        if (made != null) {
            try {
                made.announcement().remove(path);
            } catch (RpcException.Remote e) {
                refusal = e;
            }
        }
        local.remove(root);
        remember();
        if (refusal != null) {
            throw refusal;
        }
    }

    private void remember() throws IOException {
        StorageList.write(
                options.repository(),
                local.all().stream().map(StoragePath::root).toList());
    }

    @Override
    public void detachAll() {
        Announcing made = announcing;
        if (made != null) {
            made.announcement().removeAll();
        }
        local.all().forEach(path -> local.remove(path.root()));
    }

    @Override
    public void redeclare(String storageId, boolean dropMissing) throws IOException, RpcException {
        Announcing made = announcing;
        if (made == null) {
            throw new IOException("storage is not announced yet");
        }
        if (storageId != null && local.byId(storageId) == null) {
            throw new IOException("no open storage path has the ID " + storageId);
        }
        made.announcer().redeclare(storageId, dropMissing);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        Announcing made = announcing;
        if (made != null) {
            made.announcement().close();
            made.announcer().close();
        }
        RemoteHandler handler = served;
        if (handler != null) {
            handler.close();
        }
        reads.close();
        reader.close();
        remote.close();
    }
}
