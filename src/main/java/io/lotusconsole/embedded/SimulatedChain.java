package io.lotusconsole.embedded;

import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.SectorSet;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * A chain as a pure value: everything about an epoch follows from these fields and the epoch's number, so
 * nothing ticks, nothing is stored, and every tipset can be asked for again.
 *
 * <p>One block an epoch, from epoch 0 on, no null rounds. Our miner's sectors are <em>live and
 * unproven</em>, a state that Filecoin has (a sector is unproven from its commitment to its first
 * WindowPoSt): neither active, for no proof was seen, nor faulty, for nothing here judges a deadline
 * that closes without one. So power is zero and no deadline has submissions or disputable proofs.
 *
 * @param seed tells the tipset keys of one run from those of another
 * @param minerActor actor id of our miner
 * @param sectors how many it has, numbered from 1
 * @param genesisMillis when epoch 0 began, milliseconds since 1970
 * @param epochMillis length of an epoch
 * @param windowEpochs how long a deadline is open, 60 on mainnet. The other constants keep mainnet's
 *     proportion to it: 48 windows a period, lookback a third, fault cutoff seven sixths
 */
record SimulatedChain(
        String seed, long minerActor, int sectors, long genesisMillis, long epochMillis, int windowEpochs) {
    /** {@code WPoStPeriodDeadlines}. */
    static final int DEADLINES = 48;

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
        byte[] key = java.util.Arrays.copyOf(digest, KEY_BYTES);
        return ByteBuffer.wrap(Cids.sha256("mask " + seed + " " + java.util.Arrays.toString(key)))
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
        int stride = (DEADLINES - FIRST_DEADLINE) * PARTITION_SECTORS;
        if (deadline >= FIRST_DEADLINE) {
            for (long first = (long) (deadline - FIRST_DEADLINE) * PARTITION_SECTORS + 1;
                    first <= sectors;
                    first += stride) {
                long size = Math.min(PARTITION_SECTORS, sectors - first + 1);
                partitions.add(SectorSet.ofRuns(new long[] {first, size}));
            }
        }
        return partitions;
    }

    boolean hasSector(long number) {
        return number >= 1 && number <= sectors;
    }
}
