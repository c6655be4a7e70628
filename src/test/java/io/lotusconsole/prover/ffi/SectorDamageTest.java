package io.lotusconsole.prover.ffi;

import static io.lotusconsole.prover.RegisteredPoStProof.WINDOW_2KIB;
import static io.lotusconsole.prover.RegisteredPoStProof.WINNING_2KIB;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.GuardedProver;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.SectorChallenge;
import io.lotusconsole.prover.SectorDamage;
import io.lotusconsole.prover.SectorReplica;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.support.Libraries;
import io.lotusconsole.support.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real sector, damaged in one way at a time, must be told apart by whoever reads the error. */
class SectorDamageTest {
    private static final Vectors VECTORS = Vectors.twoKib();

    /** The highest value of a byte that is still a field element wherever it stands. */
    private static final byte FIELD_BYTE = 0x11;

    private static Prover prover;

    @TempDir
    private Path directory;

    private SectorReplica sector;

    @BeforeAll
    static void load() {
        prover = new GuardedProver(Libraries.ofVectors(), VECTORS.prover());
    }

    @BeforeEach
    void copySector() {
        sector = Vectors.copy(VECTORS.sectors().get(0), directory);
    }

    private Path tree() {
        return sector.cacheDirectory().resolve("sc-02-data-tree-r-last.dat");
    }

    private Path pAux() {
        return sector.cacheDirectory().resolve("p_aux");
    }

    private VanillaProof prove() throws ProverException {
        SectorChallenge challenge =
                Challenges.ofSector(WINDOW_2KIB, VECTORS.request(WINDOW_2KIB).randomness(), sector.sectorNumber());
        return prover.vanillaProof(WINDOW_2KIB, sector, challenge);
    }

    private void damaged(SectorDamage damage, Path named) {
        ProverException.BadSector bad = assertThrows(ProverException.BadSector.class, this::prove);
        assertEquals(damage, bad.damage(), bad::getMessage);
        assertEquals(1, bad.sectorNumber());
        assertTrue(bad.getMessage().contains(named.toString()), bad::getMessage);
        assertTrue(bad.getMessage().startsWith("sector 1: " + damage.text()), bad::getMessage);
    }

    private static void replaceByDirectory(Path file) throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
    }

    private static void cut(Path file, int bytes) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), bytes));
    }

    private static void change(Path file, int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] = bytes[at] == FIELD_BYTE ? 0 : FIELD_BYTE;
        Files.write(file, bytes);
    }

    @Test
    void anUndamagedSectorIsProven() throws Exception {
        assertArrayEquals(VECTORS.sectors().get(0).windowVanilla(), prove().sharedBytes());
    }

    @Test
    void theSealedFileIsMissing() throws Exception {
        Files.delete(sector.sealedFile());
        damaged(SectorDamage.SEALED_FILE_MISSING, sector.sealedFile());
    }

    @Test
    void theSealedFileIsCut() throws Exception {
        cut(sector.sealedFile(), 1000);
        damaged(SectorDamage.SEALED_FILE_CUT, sector.sealedFile());
        cut(sector.sealedFile(), 0);
        damaged(SectorDamage.SEALED_FILE_CUT, sector.sealedFile());
    }

    @Test
    void theSealedFileCannotBeRead() throws Exception {
        replaceByDirectory(sector.sealedFile());
        damaged(SectorDamage.SEALED_FILE_UNREADABLE, sector.sealedFile());
    }

    @Test
    void theSealedFileIsZeroedOrChanged() throws Exception {
        Files.write(sector.sealedFile(), new byte[2048]);
        damaged(SectorDamage.CONTENT_CHANGED, sector.sealedFile());
    }

    @Test
    void oneByteOfAChallengedNodeIsChanged() throws Exception {
        int leaf = (int) VECTORS.sectors().get(0).window()[0];
        change(sector.sealedFile(), leaf * 32);
        damaged(SectorDamage.CONTENT_CHANGED, sector.sealedFile());
    }

    @Test
    void theTreeIsMissing() throws Exception {
        Files.delete(tree());
        damaged(SectorDamage.TREE_MISSING, tree());
        assertFalse(Files.exists(tree()), "the library would have made one");
    }

    @Test
    void theTreeIsCut() throws Exception {
        cut(tree(), 16);
        damaged(SectorDamage.TREE_CUT, tree());
        cut(tree(), 0);
        damaged(SectorDamage.TREE_CUT, tree());
    }

    @Test
    void theTreeCannotBeRead() throws Exception {
        replaceByDirectory(tree());
        damaged(SectorDamage.TREE_UNREADABLE, tree());
    }

    @Test
    void theTreeIsChanged() throws Exception {
        change(tree(), 3);
        damaged(SectorDamage.CONTENT_CHANGED, sector.sealedFile());
    }

    @Test
    void pAuxIsMissingCutOrUnreadable() throws Exception {
        byte[] whole = Files.readAllBytes(pAux());
        Files.delete(pAux());
        damaged(SectorDamage.P_AUX_MISSING, pAux());
        Files.createDirectory(pAux());
        damaged(SectorDamage.P_AUX_UNREADABLE, pAux());
        Files.delete(pAux());
        Files.write(pAux(), Arrays.copyOf(whole, 63));
        damaged(SectorDamage.P_AUX_BROKEN, pAux());
        Files.write(pAux(), Arrays.copyOf(whole, 65));
        damaged(SectorDamage.P_AUX_BROKEN, pAux());
    }

    @Test
    void pAuxIsChanged() throws Exception {
        change(pAux(), 5);
        damaged(SectorDamage.OTHER_COMMITMENT, pAux());
        byte[] noField = Files.readAllBytes(pAux());
        Arrays.fill(noField, (byte) 0xff);
        Files.write(pAux(), noField);
        damaged(SectorDamage.OTHER_COMMITMENT, pAux());
    }

    @Test
    void theWholeCacheDirectoryIsMissing() throws Exception {
        Files.delete(pAux());
        Files.delete(tree());
        Files.delete(sector.cacheDirectory());
        damaged(SectorDamage.TREE_MISSING, tree());
        assertFalse(Files.exists(sector.cacheDirectory()));
    }

    @Test
    void theChainSaysAnotherCommitment() {
        sector = new SectorReplica(
                sector.sectorNumber(),
                VECTORS.sectors().get(1).sealedCid(),
                sector.cacheDirectory(),
                sector.sealedFile());
        damaged(SectorDamage.OTHER_COMMITMENT, pAux());
    }

    @Test
    void bytesBehindTheSectorAreNotLookedAt() throws Exception {
        Files.write(sector.sealedFile(), new byte[] {1}, StandardOpenOption.APPEND);
        assertArrayEquals(VECTORS.sectors().get(0).windowVanilla(), prove().sharedBytes());
    }

    @Test
    void challengesOfAnotherSectorOrBeyondTheSectorAreRefused() {
        assertThrows(
                ProverException.Rejected.class,
                () -> prover.vanillaProof(WINDOW_2KIB, sector, new SectorChallenge(2, new long[] {0})));
        ProverException.Rejected beyond = assertThrows(
                ProverException.Rejected.class,
                () -> prover.vanillaProof(WINNING_2KIB, sector, new SectorChallenge(1, new long[] {64})));
        assertTrue(beyond.getMessage().contains("challenge 64"), beyond::getMessage);
    }
}
