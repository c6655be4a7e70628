package io.lotusconsole.embedded;

import io.lotusconsole.prover.PoStRandomness;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.SectorSet;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * What of the chain follows from the clock and these fields alone: epochs, tipset keys, windows, randomness, and
 * which sectors a partition has. Pure; what proofs change is {@link MinerSectors}.
 *
 * <p>One block an epoch, from epoch 0 on, no null rounds.
 *
 * @param seed tells the tipset keys and the randomness of one run from those of another
 * @param minerActor actor id of our miner
 * @param sectors how many it has, numbered from 1
 * @param genesisMillis when epoch 0 began, milliseconds since 1970
 * @param epochMillis length of an epoch
 * @param windowEpochs how long a deadline is open, 60 on mainnet. The other constants keep mainnet's
 *     proportion to it: 48 windows a period, lookback a third, fault cutoff seven sixths
 * @param deadlinePartitions how many partitions a deadline gets before the next one gets its first
 */
record SimulatedChain(
        String seed,
        long minerActor,
        int sectors,
        long genesisMillis,
        long epochMillis,
        int windowEpochs,
        int deadlinePartitions) {
    /** {@code WPoStPeriodDeadlines}. */
    static final int DEADLINES = ProvingWindow.PERIOD_DEADLINES;

    /** {@code WindowPoStPartitionSectors} of a 2 KiB sector. */
    static final int PARTITION_SECTORS = 2;

    static final long SECTOR_BYTES = 2048;

    /** {@code StackedDrg2KiBV1_1}. */
    static final int SEAL_PROOF = 5;

    /** {@code StackedDrgWindow2KiBV1_1}. */
    static final int WINDOW_POST_PROOF = 10;

    /**
     * A miner's new sectors avoid the deadline that is open and the next one ({@code
     * deadlineIsMutable}, builtin actors), and these were added at epoch 0.
     */
    private static final int FIRST_DEADLINE = 2;

    private static final int MILLIS_PER_SECOND = 1000;

    /** Bytes of a tipset's digest that carry no epoch. */
    private static final int KEY_BYTES = Cids.DIGEST_BYTES - Long.BYTES;

    /** The epoch that is current at a time; 0 before the chain began. */
    long epochAt(Instant now) {
        return Math.max(0, Math.floorDiv(now.toEpochMilli() - genesisMillis, epochMillis));
    }

    /** Block time stamp, seconds since 1970, rounded down: epochs below a second share one. */
    long secondsOf(long epoch) {
        return Math.floorDiv(genesisMillis + epoch * epochMillis, MILLIS_PER_SECOND);
    }

    /** {@code BlockDelay}: whole seconds, at least 1. */
    long blockDelaySeconds() {
        return Math.max(1, (epochMillis + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND);
    }

    /**
     * The one CID of an epoch's tipset key. Its digest hides the epoch behind hashes of the seed, which
     * is how {@link #epochOf} knows every key of this chain without remembering any.
     */
    String tipsetCid(long epoch) {
        ByteBuffer digest = ByteBuffer.allocate(Cids.DIGEST_BYTES);
        digest.put(keyOf(epoch), 0, KEY_BYTES);
        digest.putLong(epoch ^ maskOf(digest.array()));
        return Cids.dagCbor(digest.array());
    }

    /** The epoch of a key of this chain; empty for any other text. */
    OptionalLong epochOf(String cid) {
        byte[] digest = Cids.digestOf(cid);
        if (digest == null) {
            return OptionalLong.empty();
        }
        long epoch = ByteBuffer.wrap(digest).getLong(KEY_BYTES) ^ maskOf(digest);
        return epoch >= 0 && tipsetCid(epoch).equals(cid) ? OptionalLong.of(epoch) : OptionalLong.empty();
    }

    private byte[] keyOf(long epoch) {
        return Cids.sha256("tipset " + seed + " " + epoch);
    }

    private long maskOf(byte[] digest) {
        byte[] key = Arrays.copyOf(digest, KEY_BYTES);
        return ByteBuffer.wrap(Cids.sha256("mask " + seed + " " + Arrays.toString(key)))
                .getLong();
    }

    long periodEpochs() {
        return (long) DEADLINES * windowEpochs;
    }

    long challengeLookback() {
        return Math.max(1, windowEpochs / 3);
    }

    long faultDeclarationCutoff() {
        return windowEpochs + Math.max(1, windowEpochs / 6);
    }

    /** Where our miner stands at an epoch; its periods begin at multiples of their length. */
    ProvingWindow windowAt(long epoch) {
        long periodStart = epoch - epoch % periodEpochs();
        int index = (int) ((epoch - periodStart) / windowEpochs);
        long open = periodStart + (long) index * windowEpochs;
        return new ProvingWindow(
                epoch,
                periodStart,
                index,
                open,
                open + windowEpochs,
                open - challengeLookback(),
                open - faultDeclarationCutoff(),
                DEADLINES,
                periodEpochs());
    }

    /** All sectors of each partition of a deadline. */
    List<SectorSet> partitions(int deadline) {
        List<SectorSet> partitions = new ArrayList<>();
        int block = deadlinePartitions * PARTITION_SECTORS;
        int stride = (DEADLINES - FIRST_DEADLINE) * block;
        if (deadline >= FIRST_DEADLINE) {
            for (long start = (long) (deadline - FIRST_DEADLINE) * block + 1; start <= sectors; start += stride) {
                long end = Math.min(start + block - 1, sectors);
                for (long first = start; first <= end; first += PARTITION_SECTORS) {
                    long size = Math.min(PARTITION_SECTORS, end - first + 1);
                    partitions.add(SectorSet.ofRuns(new long[] {first, size}));
                }
            }
        }
        return partitions;
    }

    /** What fixes the challenges of the deadline whose challenge epoch this is. */
    PoStRandomness windowRandomness(long challengeEpoch) {
        return PoStRandomness.of(Cids.sha256("window challenge " + seed + " " + challengeEpoch));
    }

    /** What fixes the challenges of a winning ticket drawn at an epoch. */
    PoStRandomness winningRandomness(long epoch) {
        return PoStRandomness.of(Cids.sha256("winning ticket " + seed + " " + epoch));
    }

    boolean hasSector(long number) {
        return number >= 1 && number <= sectors;
    }
}
