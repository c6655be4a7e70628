package io.lotusconsole.prover;

import static io.lotusconsole.prover.RegisteredPoStProof.OLD_WINDOW_2KIB;
import static io.lotusconsole.prover.RegisteredPoStProof.WINDOW_2KIB;
import static io.lotusconsole.prover.RegisteredPoStProof.WINNING_2KIB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.proving.SealedCid;
import io.lotusconsole.support.Vectors;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The guard in front of a library that says what the test wants and proves nothing. */
class GuardedProverTest {
    private static final Vectors VECTORS = Vectors.twoKib();

    private final SpeakingProver library = new SpeakingProver();
    private final Prover guarded = new GuardedProver(library, VECTORS.prover());

    @TempDir
    private Path directory;

    /** Refuses every vanilla proof with a text; knows the commitment of the first recorded sector only. */
    private static final class SpeakingProver implements Prover {
        private ProverException.Failed failure = new ProverException.Failed("nothing is proven here");

        @Override
        public SealedCid sealedCid(byte[] pAux) {
            return VECTORS.sectors().get(0).sealedCid();
        }

        @Override
        public VanillaProof vanillaProof(RegisteredPoStProof proof, SectorReplica replica, SectorChallenge challenge)
                throws ProverException {
            throw failure;
        }

        @Override
        public WinningPoSt proveWinning(ProofRequest request, VanillaProof vanillaProof) throws ProverException {
            throw failure;
        }

        @Override
        public PartitionProof proveWindow(ProofRequest request, List<VanillaProof> vanillaProofs, int index)
                throws ProverException {
            throw failure;
        }

        @Override
        public boolean verifyWinning(ProofRequest request, SectorCommitment sector, WinningPoSt proof) {
            return true;
        }

        @Override
        public boolean verifyWindow(ProofRequest request, List<SectorCommitment> sectors, WindowPoSt proof) {
            return true;
        }
    }

    private ProverException prove(String libraryText) {
        library.failure = new ProverException.Failed(libraryText);
        SectorReplica sector = Vectors.copy(VECTORS.sectors().get(0), directory);
        SectorChallenge challenge = new SectorChallenge(1, new long[] {0});
        return assertThrows(ProverException.class, () -> guarded.vanillaProof(WINDOW_2KIB, sector, challenge));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cannot allocate memory (os error 12)",
                "Too many open files in system (os error 23)",
                "Too many open files (os error 24)"
            })
    void whatTheProcessLacksIsNoDamage(String text) {
        String said = "generate_single_vanilla_proof: merkle_tree failed: SectorId(1): " + text;
        assertSame(library.failure.getClass(), prove(said).getClass());
    }

    @Test
    void aReadThatFailsMayBeTheStorage() {
        String tree = "merkle_tree failed: SectorId(1): Input/output error (os error 5)";
        ProverException.BadSector bad = (ProverException.BadSector) prove(tree);
        assertEquals(SectorDamage.TREE_UNREADABLE, bad.damage());
        assertTrue(bad.damage().mayBeStorage());
    }

    @Test
    void aStaleSealedFileMayBeTheStorage() {
        String sealed = "vanilla_proof failed: failed to read 2048 bytes from file: Stale file handle (os error 116)";
        ProverException.BadSector bad = (ProverException.BadSector) prove(sealed);
        assertEquals(SectorDamage.SEALED_FILE_UNREADABLE, bad.damage());
        assertTrue(bad.damage().mayBeStorage());
    }

    @Test
    void aTreeThatIsWholeAndDoesNotServeIsNoDamage() {
        ProverException failed = prove("merkle_tree failed: SectorId(1): failed to read 32 bytes at offset 99");
        assertTrue(failed instanceof ProverException.Failed, failed::toString);
        assertTrue(failed.getMessage().contains("FIL_PROOFS_ROWS_TO_DISCARD"), failed::getMessage);
    }

    @Test
    void anUnknownTextIsNoDamage() {
        assertSame(library.failure.getClass(), prove("the moon is full").getClass());
    }

    @Test
    void damageOfTheSectorItselfIsToldFromTheStorages() {
        Set<SectorDamage> own = new TreeSet<>();
        for (SectorDamage damage : SectorDamage.values()) {
            if (!damage.mayBeStorage()) {
                own.add(damage);
            }
        }
        assertEquals(
                Set.of(
                        SectorDamage.SEALED_FILE_CUT,
                        SectorDamage.P_AUX_BROKEN,
                        SectorDamage.TREE_CUT,
                        SectorDamage.CONTENT_CHANGED,
                        SectorDamage.OTHER_COMMITMENT),
                own);
    }

    @Test
    void treesHaveTheLengthsOfTheLibrary() {
        assertEquals(Set.of(32L, 288L), SectorSize.KIB_2.treeLengths());
        assertTrue(SectorSize.MIB_8.treeLengths().contains(18_720L));
        assertTrue(SectorSize.GIB_32.treeLengths().contains(9_586_976L));
        assertTrue(SectorSize.GIB_64.treeLengths().contains(9_586_976L));
        assertTrue(SectorSize.GIB_32.isCutTree(9_586_975));
        assertFalse(SectorSize.GIB_32.isCutTree(9_586_976));
        assertFalse(SectorSize.GIB_32.isCutTree(Long.MAX_VALUE), "longer than known is not cut");
        assertEquals(8, SectorSize.GIB_32.treeFiles());
        assertEquals(16, SectorSize.GIB_64.treeFiles());
    }

    @Test
    void requestsThatTheLibraryWouldTurnIntoUselessProofsAreRefused() {
        ProofRequest window = VECTORS.request(WINDOW_2KIB);
        ProofRequest winning = VECTORS.request(WINNING_2KIB);
        List<VanillaProof> vanilla = List.of(
                VanillaProof.ofOwned(VECTORS.sectors().get(0).windowVanilla().clone()));
        WindowPoSt proof = VECTORS.window("windowProof");
        refused("is no type of a WindowPoSt", () -> guarded.proveWindow(winning, vanilla, 0));
        refused("is no type of a WinningPoSt", () -> guarded.proveWinning(window, vanilla.get(0)));
        refused("partition index -1", () -> guarded.proveWindow(window, vanilla, -1));
        refused("of no sectors", () -> guarded.verifyWindow(window, List.of(), proof));
        refused(
                "a proof of another type",
                () -> guarded.verifyWindow(VECTORS.request(OLD_WINDOW_2KIB), VECTORS.commitments(), proof));
        refused(
                "is no type of a WinningPoSt",
                () -> guarded.verifyWinning(window, VECTORS.commitments().get(0), VECTORS.winning("winProof")));
    }

    private interface Attempt {
        Object make() throws ProverException;
    }

    private static void refused(String words, Attempt attempt) {
        ProverException e = assertThrows(ProverException.Rejected.class, attempt::make);
        assertTrue(e.getMessage().contains(words), e::getMessage);
    }

    @Test
    void queuedProofsPassThroughTheQueueAndAllElsePassesByIt() throws Exception {
        ProofQueue queue = new ProofQueue(1);
        Prover queued = new QueuedProver(library, queue);
        List<VanillaProof> vanilla = List.of(
                VanillaProof.ofOwned(VECTORS.sectors().get(0).windowVanilla().clone()));
        assertSame(
                library.failure,
                assertThrows(
                        ProverException.Failed.class,
                        () -> queued.proveWindow(VECTORS.request(WINDOW_2KIB), vanilla, 0)));
        queue.inTurn(PoStKind.WINDOW, () -> {
            // While a window proof is made, this one would wait for ever; verifying does not.
            return queued.verifyWindow(
                    VECTORS.request(WINDOW_2KIB), VECTORS.commitments(), VECTORS.window("windowProof"));
        });
        assertEquals(VECTORS.sectors().get(0).sealedCid(), queued.sealedCid(new byte[64]));
    }
}
