package io.lotusconsole.storage;

import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorChallenge;
import io.lotusconsole.prover.SectorDamage;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.proving.ChallengedSector;

/** Makes vanilla proofs from files of this machine and judges what comes of it. Blocks as long as the storage does. */
final class LocalVanilla {
    private final Prover prover;

    /** A vanilla proof, or why there is none. */
    record Outcome(VanillaProof proof, ReadFault fault, String detail) {
        static Outcome failed(ReadFault fault, String detail) {
            return new Outcome(null, fault, detail);
        }
    }

    LocalVanilla(Prover prover) {
        this.prover = prover;
    }

    /** @throws ProverException if no sector could be read with this prover, or this request */
    Outcome read(
            RegisteredPoStProof proof,
            long minerActor,
            ChallengedSector sector,
            StoragePath sealedIn,
            StoragePath cacheIn)
            throws ProverException {
        try {
            return new Outcome(
                    prover.vanillaProof(
                            proof, StoragePath.replica(minerActor, sector, sealedIn, cacheIn), challenge(sector)),
                    null,
                    "");
        } catch (ProverException.BadSector e) {
            if (e.damage().mayBeStorage()) {
                if (RemoteRefusal.knownFault(e.getMessage()) == ReadFault.STORAGE_AWAY) {
                    // The meta file may still come from memory.
                    return Outcome.failed(ReadFault.STORAGE_AWAY, e.getMessage());
                }
                String away = whyAway(sealedIn, cacheIn);
                if (away != null) {
                    return Outcome.failed(ReadFault.STORAGE_AWAY, away);
                }
            }
            return Outcome.failed(faultOf(e.damage()), e.getMessage());
        } catch (ProverException.Failed e) {
            return Outcome.failed(ReadFault.FAILED, e.getMessage());
        }
    }

    private static SectorChallenge challenge(ChallengedSector sector) throws ProverException {
        long[] leaves = sector.leaves().stream().mapToLong(Long::longValue).toArray();
        try {
            return new SectorChallenge(sector.sectorNumber(), leaves);
        } catch (IllegalArgumentException e) {
            throw new ProverException.Rejected(e.getMessage());
        }
    }

    /** A sentence about the first of the paths that does not answer; null if both do. */
    static String whyAway(StoragePath sealedIn, StoragePath cacheIn) {
        for (StoragePath path :
                sealedIn == cacheIn ? new StoragePath[] {sealedIn} : new StoragePath[] {sealedIn, cacheIn}) {
            String why = path.whyAway();
            if (why != null) {
                return "the storage path " + path.root() + " does not answer: " + why;
            }
        }
        return null;
    }

    static ReadFault faultOf(SectorDamage damage) {
        return switch (damage) {
            case SEALED_FILE_MISSING, P_AUX_MISSING, TREE_MISSING -> ReadFault.MISSING;
            case SEALED_FILE_UNREADABLE, P_AUX_UNREADABLE, TREE_UNREADABLE -> ReadFault.UNREADABLE;
            default -> ReadFault.CORRUPT;
        };
    }
}
