package io.lotusconsole.prover;

import io.lotusconsole.proving.PoStKind;

/**
 * A PoSt proof type of the network: kind, version and sector size (Go {@code abi.RegisteredPoStProof}).
 *
 * <p>Old window types derive a sector's challenges from its position among all sectors of the proof;
 * the current ones do not, which is what Go calls {@code V1_1} and the proof library {@code V1_2}.
 */
public enum RegisteredPoStProof {
    WINNING_2KIB(0, PoStKind.WINNING, SectorSize.KIB_2),
    WINNING_8MIB(1, PoStKind.WINNING, SectorSize.MIB_8),
    WINNING_512MIB(2, PoStKind.WINNING, SectorSize.MIB_512),
    WINNING_32GIB(3, PoStKind.WINNING, SectorSize.GIB_32),
    WINNING_64GIB(4, PoStKind.WINNING, SectorSize.GIB_64),
    OLD_WINDOW_2KIB(5, PoStKind.WINDOW, SectorSize.KIB_2),
    OLD_WINDOW_8MIB(6, PoStKind.WINDOW, SectorSize.MIB_8),
    OLD_WINDOW_512MIB(7, PoStKind.WINDOW, SectorSize.MIB_512),
    OLD_WINDOW_32GIB(8, PoStKind.WINDOW, SectorSize.GIB_32),
    OLD_WINDOW_64GIB(9, PoStKind.WINDOW, SectorSize.GIB_64),
    WINDOW_2KIB(10, PoStKind.WINDOW, SectorSize.KIB_2),
    WINDOW_8MIB(11, PoStKind.WINDOW, SectorSize.MIB_8),
    WINDOW_512MIB(12, PoStKind.WINDOW, SectorSize.MIB_512),
    WINDOW_32GIB(13, PoStKind.WINDOW, SectorSize.GIB_32),
    WINDOW_64GIB(14, PoStKind.WINDOW, SectorSize.GIB_64);

    /** Leaves opened in the one sector of a winning PoSt. */
    private static final int WINNING_CHALLENGES = 66;

    /** Leaves opened in each sector of a window PoSt. */
    private static final int WINDOW_CHALLENGES = 10;

    private static final int SIZES = SectorSize.values().length;

    private final int networkCode;
    private final PoStKind kind;
    private final SectorSize sectorSize;

    RegisteredPoStProof(int networkCode, PoStKind kind, SectorSize sectorSize) {
        this.networkCode = networkCode;
        this.kind = kind;
        this.sectorSize = sectorSize;
    }

    /** @throws IllegalArgumentException if the network has no PoSt proof type of this number */
    public static RegisteredPoStProof ofNetworkCode(long code) {
        for (RegisteredPoStProof proof : values()) {
            if (proof.networkCode == code) {
                return proof;
            }
        }
        throw new IllegalArgumentException("no PoSt proof type has the number " + code);
    }

    /** The current type of a kind for sectors of a size. */
    public static RegisteredPoStProof of(PoStKind kind, SectorSize sectorSize) {
        return kind == PoStKind.WINNING
                ? ofNetworkCode(sectorSize.ordinal())
                : ofNetworkCode(WINDOW_2KIB.networkCode + sectorSize.ordinal());
    }

    /**
     * The current type of a kind for sectors sealed with a registered seal proof: its numbers run through the
     * sizes, version by version (Go {@code abi.RegisteredSealProof}).
     *
     * @throws IllegalArgumentException if the network has no seal proof type of this number
     */
    public static RegisteredPoStProof ofSealProof(PoStKind kind, long sealProofCode) {
        final int versions = 4;
        if (sealProofCode < 0 || sealProofCode >= (long) versions * SIZES) {
            throw new IllegalArgumentException("no seal proof type has the number " + sealProofCode);
        }
        return of(kind, SectorSize.values()[(int) (sealProofCode % SIZES)]);
    }

    public int networkCode() {
        return networkCode;
    }

    public PoStKind kind() {
        return kind;
    }

    public SectorSize sectorSize() {
        return sectorSize;
    }

    /** Whether a sector's challenges depend on its place among all of the proof; until network version 19. */
    public boolean isOldWindow() {
        return kind == PoStKind.WINDOW && networkCode < WINDOW_2KIB.networkCode;
    }

    /** Challenges of one sector. */
    public int challengeCount() {
        return kind == PoStKind.WINNING ? WINNING_CHALLENGES : WINDOW_CHALLENGES;
    }

    /** Most sectors in one proof: one for winning, a full partition for window. */
    public int partitionSectorsMax() {
        return kind == PoStKind.WINNING ? 1 : sectorSize.partitionSectorsMax();
    }
}
