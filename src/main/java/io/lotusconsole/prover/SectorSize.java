package io.lotusconsole.prover;

import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The sector sizes of Filecoin's networks, in the order of their proof types' numbers.
 *
 * <p>Partition sizes: {@code WindowPoStPartitionSectors} of go-state-types, which the proof library's
 * {@code WINDOW_POST_SECTOR_COUNT} repeats.
 */
public enum SectorSize {
    KIB_2(2L << 10, 2, 1),
    MIB_8(8L << 20, 2, 1),
    MIB_512(512L << 20, 2, 1),
    GIB_32(32L << 30, 2349, 8),
    GIB_64(64L << 30, 2300, 16);

    /** A leaf of the Merkle trees over a sector. */
    static final int NODE_BYTES = 32;

    private static final int TREE_ARITY = 8;

    private final long bytes;
    private final int partitionSectorsMax;
    private final int treeFiles;

    SectorSize(long bytes, int partitionSectorsMax, int treeFiles) {
        this.bytes = bytes;
        this.partitionSectorsMax = partitionSectorsMax;
        this.treeFiles = treeFiles;
    }

    /** @throws IllegalArgumentException if no network has sectors of this size */
    public static SectorSize ofBytes(long bytes) {
        for (SectorSize size : values()) {
            if (size.bytes == bytes) {
                return size;
            }
        }
        throw new IllegalArgumentException("no network has sectors of " + bytes + " bytes");
    }

    /** As the variables of resource tables name it: {@code 32G}. */
    public String inVariables() {
        return toString().replace("iB", "");
    }

    public long bytes() {
        return bytes;
    }

    /** Leaves that challenges choose from. */
    long leaves() {
        return bytes / NODE_BYTES;
    }

    /**
     * Number of the registered seal proof that scheduling reads a size from: its second version; all versions of a
     * size need the same.
     */
    public int sealProof() {
        return values().length + ordinal();
    }

    /** Bytes of data in a sector: of every 256 bits two are padding. */
    public long usableBytes() {
        return bytes / 128 * 127;
    }

    /** Sectors of a full window partition. */
    int partitionSectorsMax() {
        return partitionSectorsMax;
    }

    /** Files that hold a sector's tree: its base trees ({@code get_base_tree_count} of storage-proofs-core). */
    int treeFiles() {
        return treeFiles;
    }

    /**
     * Lengths that a whole tree file can have: of a base tree over the sector's leaves, eight to a node, the rows
     * above the leaves are kept but for the lowest, as many as {@code FIL_PROOFS_ROWS_TO_DISCARD} says (merkletree
     * {@code LevelCacheStore}). 9,586,976 bytes for 32 GiB and the usual 2.
     */
    NavigableSet<Long> treeLengths() {
        NavigableSet<Long> lengths = new TreeSet<>();
        long nodes = 1;
        long row = 1;
        for (long leaves = leaves() / treeFiles; row < leaves; row *= TREE_ARITY) {
            lengths.add(nodes * NODE_BYTES);
            nodes += row * TREE_ARITY;
        }
        return lengths;
    }

    /** Whether a tree file is shorter than it was; a longer one than any known is left for the library to judge. */
    boolean isCutTree(long length) {
        NavigableSet<Long> whole = treeLengths();
        return length < whole.last() && !whole.contains(length);
    }

    /** As people write it, such as {@code 32GiB}. */
    @Override
    public String toString() {
        return switch (this) {
            case KIB_2 -> "2KiB";
            case MIB_8 -> "8MiB";
            case MIB_512 -> "512MiB";
            case GIB_32 -> "32GiB";
            case GIB_64 -> "64GiB";
        };
    }
}
