package io.lotusconsole.embedded;

import io.lotusconsole.host.HostResources;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What an {@link EmbeddedMiner} is to be.
 *
 * @param repo the miner's repository
 * @param fullNodeRepo the full node's
 * @param listenHost address to bind; loopback unless the operator says otherwise
 * @param minerPort 0 for any free port
 * @param fullNodePort 0 for any free port
 * @param epoch length of an epoch, whole milliseconds from {@link #EPOCH_MILLIS_MIN} to a day. Clients
 *     are told whole seconds, rounded up, so with a fraction their clock times are approximate
 * @param windowEpochs how long a deadline is open; a proving period is 48 of them
 * @param sectors from 0 to {@link #SECTORS_MAX}
 * @param minerActor actor id, address {@code t0…}
 * @param version the program's own, without any suffix
 * @param clock what the chain goes by
 * @param host how this machine is read, once, at the start, on another thread
 * @param proving how sectors are sealed and proven, and how workers are treated
 */
public record EmbeddedMinerConfig(
        Path repo,
        Path fullNodeRepo,
        String listenHost,
        int minerPort,
        int fullNodePort,
        Duration epoch,
        int windowEpochs,
        int sectors,
        long minerActor,
        String version,
        InstantSource clock,
        Supplier<HostResources> host,
        Proving proving) {
    /** Of sectors that nobody seals. */
    public static final int SECTORS_MAX = 100_000;

    /** Of sectors that are sealed, at 50 ms each, before the miner answers its first call. */
    public static final int SEALED_SECTORS_MAX = 2_000;

    public static final int EPOCH_MILLIS_MIN = 10;

    /** How long a deadline is open: with epochs of one second a proving period is eight minutes, to watch it go by. */
    public static final int WINDOW_EPOCHS = 10;

    private static final int WINDOW_EPOCHS_MIN = 3;
    private static final int WINDOW_EPOCHS_MAX = 2880;
    private static final int SECTORS = 8;
    private static final long MINER_ACTOR = 1000;
    private static final long ACTOR_MAX = 1_000_000_000;

    public EmbeddedMinerConfig {
        Objects.requireNonNull(repo);
        Objects.requireNonNull(fullNodeRepo);
        Objects.requireNonNull(listenHost);
        Objects.requireNonNull(version);
        Objects.requireNonNull(clock);
        Objects.requireNonNull(host);
        Objects.requireNonNull(proving);
        if (epoch.compareTo(Duration.ofMillis(EPOCH_MILLIS_MIN)) < 0 || epoch.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("an epoch lasts from " + EPOCH_MILLIS_MIN + " ms to a day");
        }
        if (windowEpochs < WINDOW_EPOCHS_MIN || windowEpochs > WINDOW_EPOCHS_MAX) {
            throw new IllegalArgumentException(
                    "a deadline is open for " + WINDOW_EPOCHS_MIN + " to " + WINDOW_EPOCHS_MAX + " epochs");
        }
        int sectorsMax = proving.isPossible() ? SEALED_SECTORS_MAX : SECTORS_MAX;
        if (sectors < 0 || sectors > sectorsMax) {
            throw new IllegalArgumentException("from 0 to " + sectorsMax + " sectors");
        }
        if (minerActor < MINER_ACTOR || minerActor > ACTOR_MAX) {
            throw new IllegalArgumentException("actor ids of miners go from " + MINER_ACTOR + " to " + ACTOR_MAX);
        }
    }

    /**
     * Loopback, free ports, epochs of a second, eight sectors, the full node in {@code fullnode} inside; without a
     * prover, so that nothing is sealed or proven.
     */
    public static EmbeddedMinerConfig in(Path repo) {
        return new EmbeddedMinerConfig(
                repo,
                repo.resolve("fullnode"),
                "127.0.0.1",
                0,
                0,
                Duration.ofSeconds(1),
                WINDOW_EPOCHS,
                SECTORS,
                MINER_ACTOR,
                "dev",
                InstantSource.system(),
                HostResources::read,
                Proving.missing("nobody gave it a proof library"));
    }

    public EmbeddedMinerConfig withListen(String address, int miner, int fullNode) {
        Draft draft = new Draft(this);
        draft.listenHost = address;
        draft.minerPort = miner;
        draft.fullNodePort = fullNode;
        return draft.made();
    }

    public EmbeddedMinerConfig withEpoch(Duration length, int window) {
        Draft draft = new Draft(this);
        draft.epoch = length;
        draft.windowEpochs = window;
        return draft.made();
    }

    public EmbeddedMinerConfig withSectors(int count) {
        Draft draft = new Draft(this);
        draft.sectors = count;
        return draft.made();
    }

    public EmbeddedMinerConfig withVersion(String programVersion) {
        Draft draft = new Draft(this);
        draft.version = programVersion;
        return draft.made();
    }

    public EmbeddedMinerConfig withClock(InstantSource source) {
        Draft draft = new Draft(this);
        draft.clock = source;
        return draft.made();
    }

    public EmbeddedMinerConfig withHost(Supplier<HostResources> resources) {
        Draft draft = new Draft(this);
        draft.host = resources;
        return draft.made();
    }

    public EmbeddedMinerConfig withProving(Proving how) {
        Draft draft = new Draft(this);
        draft.proving = how;
        return draft.made();
    }

    /** A config with parts of it about to change. */
    private static final class Draft {
        private Path repo;
        private Path fullNodeRepo;
        private String listenHost;
        private int minerPort;
        private int fullNodePort;
        private Duration epoch;
        private int windowEpochs;
        private int sectors;
        private long minerActor;
        private String version;
        private InstantSource clock;
        private Supplier<HostResources> host;
        private Proving proving;

        Draft(EmbeddedMinerConfig of) {
            repo = of.repo;
            fullNodeRepo = of.fullNodeRepo;
            listenHost = of.listenHost;
            minerPort = of.minerPort;
            fullNodePort = of.fullNodePort;
            epoch = of.epoch;
            windowEpochs = of.windowEpochs;
            sectors = of.sectors;
            minerActor = of.minerActor;
            version = of.version;
            clock = of.clock;
            host = of.host;
            proving = of.proving;
        }

        EmbeddedMinerConfig made() {
            return new EmbeddedMinerConfig(
                    repo,
                    fullNodeRepo,
                    listenHost,
                    minerPort,
                    fullNodePort,
                    epoch,
                    windowEpochs,
                    sectors,
                    minerActor,
                    version,
                    clock,
                    host,
                    proving);
        }
    }
}
