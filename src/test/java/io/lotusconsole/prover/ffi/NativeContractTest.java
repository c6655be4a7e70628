package io.lotusconsole.prover.ffi;

import static io.lotusconsole.prover.RegisteredPoStProof.WINDOW_2KIB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.LibraryLog;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.SectorChallenge;
import io.lotusconsole.prover.SectorReplica;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.proving.ParameterFile;
import io.lotusconsole.proving.PoStKind;
import io.lotusconsole.support.Libraries;
import io.lotusconsole.support.Vectors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the boundary promises: statuses, memory, panics, bytes of any kind. */
class NativeContractTest {
    private static final Vectors VECTORS = Vectors.twoKib();
    private static final int RANDOM_BYTES = 1 << 20;

    private static NativeLibrary library;

    /** The entries themselves, past the adapter. */
    private static Entries entries;

    @BeforeAll
    static void load() throws Exception {
        library = Libraries.ofVectors();
        entries = Native.load(Path.of(LibraryLoader.bundled().toURI()).toString(), Entries.class);
    }

    /** One call past the adapter: its status and text. */
    private record Said(int status, String text) {}

    private static Said say(NativeLibrary.EntryCall call) {
        try (Result result = new Result(entries)) {
            int status = call.into(result);
            long length = result.getLong(Result.LEN_OFFSET);
            Pointer data = result.getPointer(Result.DATA_OFFSET);
            String text = length == 0 ? "" : new String(data.getByteArray(0, (int) length));
            entries.lcp_buf_free(result);
            return new Said(status, text);
        }
    }

    @Test
    void freeingTwiceAndFreeingNothingIsHarmless() {
        try (Result result = new Result(entries)) {
            entries.lcp_buf_free(null);
            entries.lcp_buf_free(result);
            assertEquals(Entries.DONE, entries.lcp_features(result));
            entries.lcp_buf_free(result);
            entries.lcp_buf_free(result);
            assertEquals(0, result.getLong(Result.LEN_OFFSET));
        }
        assertEquals(Entries.REJECTED, entries.lcp_features(null), "nowhere to put the answer");
    }

    @Test
    void wrongArgumentsAreRejectedByNameAndNothingIsTried() {
        ProofRequest request = VECTORS.request(WINDOW_2KIB);
        byte[] good = request.randomness().bytes();
        byte[] prover = request.prover().bytes();
        rejected("the number 15", out -> entries.lcp_winning_sector(15, good, prover, 1, out));
        rejected("the number -1", out -> entries.lcp_winning_sector(-1, good, prover, 1, out));
        rejected("randomness is null", out -> entries.lcp_winning_sector(0, null, prover, 1, out));
        rejected("prover id is null", out -> entries.lcp_winning_sector(0, good, null, 1, out));
        rejected("no sectors", out -> entries.lcp_winning_sector(0, good, prover, 0, out));
        rejected("63 bytes", out -> entries.lcp_comm_r(new byte[63], 63, out));
        rejected("log level", out -> entries.lcp_set_log(null, 6, out));
        rejected("is empty", out -> entries.lcp_set_parameter_dir(new byte[0], 0, out));
        rejected("zero byte", out -> entries.lcp_set_parameter_dir(new byte[2], 2, out));
        try (Memory blob = new Memory(8)) {
            long[] more = {9};
            long[] less = {7};
            rejected("exceed", out -> entries.lcp_window_post(10, good, prover, blob, 8, more, 1, 0, out));
            rejected("1 of 8 bytes over", out -> entries.lcp_window_post(10, good, prover, blob, 8, less, 1, 0, out));
            long[] negative = {-1};
            rejected("exceed", out -> entries.lcp_window_post(10, good, prover, blob, 8, negative, 1, 0, out));
        }
        rejected(
                "no sectors",
                out -> entries.lcp_verify_winning(0, good, prover, null, null, 0, new byte[192], 192, out));
        rejected(
                "sectors",
                out -> entries.lcp_verify_window(10, good, prover, null, null, Long.MAX_VALUE, null, 0, out));
    }

    private static void rejected(String words, NativeLibrary.EntryCall call) {
        Said said = say(call);
        assertEquals(Entries.REJECTED, said.status(), said.text());
        assertTrue(said.text().contains(words), said.text());
    }

    @Test
    void theLibrarysOwnRefusalsHaveItsOwnWords() {
        ProofRequest request = VECTORS.request(WINDOW_2KIB);
        byte[] prover = request.prover().bytes();
        byte[] uncleared = request.randomness().bytes();
        uncleared[31] |= (byte) 0xc0;
        long[] one = {1};
        failed("randomness", out -> entries.lcp_challenges(10, uncleared, prover, one, 1, out));
        byte[] good = request.randomness().bytes();
        failed("no sectors supplied", out -> entries.lcp_challenges(10, good, prover, null, 0, out));
        failed("invalid post type", out -> entries.lcp_winning_sector(10, good, prover, 1, out));
        byte[] zero = new byte[32];
        failed(
                "zero commitment",
                out -> entries.lcp_verify_winning(0, good, prover, one, zero, 1, VECTORS.bytes("winProof"), 192, out));
    }

    @Test
    void whatIsWrongWithASectorHasTheLibrarysWordsWhereNoGuardStandsInFront(@TempDir Path directory) throws Exception {
        SectorReplica sector = Vectors.copy(VECTORS.sectors().get(0), directory);
        SectorChallenge good =
                Challenges.ofSector(WINDOW_2KIB, VECTORS.request(WINDOW_2KIB).randomness(), 1);
        said("out of bounds (max: 64)", sector, new SectorChallenge(1, new long[] {1L << 40}));
        Files.delete(sector.sealedFile());
        said("Sealed replica does not exist", sector, good);
        Files.delete(sector.cacheDirectory().resolve("p_aux"));
        said("could not read file p_aux", sector, good);
    }

    private static void said(String words, SectorReplica sector, SectorChallenge challenge) {
        ProverException.Failed e =
                assertThrows(ProverException.Failed.class, () -> library.vanillaProof(WINDOW_2KIB, sector, challenge));
        assertTrue(e.getMessage().contains(words), e::getMessage);
    }

    private static void failed(String words, NativeLibrary.EntryCall call) {
        Said said = say(call);
        assertEquals(Entries.FAILED, said.status(), said.text());
        assertTrue(said.text().contains(words), said.text());
    }

    @Test
    void withoutParametersProvingNamesTheMissingFile() {
        ProofRequest request = VECTORS.request(WINDOW_2KIB);
        List<VanillaProof> vanilla = VECTORS.sectors().stream()
                .limit(2)
                .map(sector -> VanillaProof.ofOwned(sector.windowVanilla().clone()))
                .toList();
        ProverException.BadParameters missing =
                assertThrows(ProverException.BadParameters.class, () -> library.proveWindow(request, vanilla, 0));
        assertTrue(missing.getMessage().contains(".params"), missing::getMessage);
    }

    @Test
    void theParameterDirectoryIsFinal(@TempDir Path other) throws Exception {
        library.useParameters(Vectors.keys());
        ProverException.Rejected refused =
                assertThrows(ProverException.Rejected.class, () -> library.useParameters(other));
        assertTrue(refused.getMessage().contains(Vectors.keys().toAbsolutePath().toString()), refused::getMessage);
    }

    @Test
    void bytesThatAreNoProofAreNotValid() throws Exception {
        ProofRequest request = VECTORS.request(WINDOW_2KIB);
        byte[] randomness = request.randomness().bytes();
        byte[] prover = request.prover().bytes();
        long[] sectors = {1, 2};
        byte[] commRs = Arrays.copyOf(VECTORS.sectors().get(0).sealedCid().commR(), 64);
        System.arraycopy(VECTORS.sectors().get(1).sealedCid().commR(), 0, commRs, 32, 32);
        for (int length : new int[] {0, 1, 191, 192, 193, 384}) {
            Said said = say(out -> entries.lcp_verify_window(
                    10, randomness, prover, sectors, commRs, 2, new byte[length], length, out));
            assertEquals(new Said(Entries.DONE, "\0"), said, length + " zeros");
        }
    }

    /** A megabyte of noise in place of every argument that is bytes: a typed answer, never a crash or a lost buffer. */
    @Test
    void randomBytesIntoEveryEntryCrashNothing() throws Exception {
        Random random = new Random(31);
        byte[] noise = new byte[RANDOM_BYTES];
        random.nextBytes(noise);
        long before = entries.lcp_live_buffers();
        byte[] path = new byte[4096];
        for (int i = 0; i < path.length; i++) {
            path[i] = (byte) (1 + random.nextInt(255));
        }
        byte[] field = Arrays.copyOf(noise, 32);
        field[31] &= 0x3f;
        long[] numbers = random.longs(1000).toArray();
        try (Memory blob = new Memory(RANDOM_BYTES)) {
            blob.write(0, noise, 0, RANDOM_BYTES);
            for (int proof = 0; proof < 15; proof++) {
                long code = proof;
                for (byte[] randomness : List.of(noise, field)) {
                    survives(out -> entries.lcp_winning_sector(code, randomness, noise, random.nextLong(), out));
                    survives(out -> entries.lcp_challenges(code, randomness, noise, numbers, 1000, out));
                    survives(out -> entries.lcp_winning_post(code, randomness, field, noise, RANDOM_BYTES, out));
                    long[] whole = {RANDOM_BYTES};
                    survives(out -> entries.lcp_window_post(
                            code, randomness, field, blob, RANDOM_BYTES, whole, 1, numbers[1], out));
                    survives(out ->
                            entries.lcp_verify_winning(code, randomness, field, numbers, noise, 1, noise, 192, out));
                    survives(out -> entries.lcp_verify_window(
                            code, randomness, field, numbers, noise, 1000, noise, RANDOM_BYTES, out));
                }
                survives(out -> entries.lcp_vanilla_proof(
                        code, numbers[0], noise, path, path.length, path, path.length, numbers, 1000, out));
                survives(out -> entries.lcp_vanilla_proof(
                        code, numbers[0], noise, noise, RANDOM_BYTES, noise, RANDOM_BYTES, numbers, 1000, out));
            }
            survives(out -> entries.lcp_comm_r(noise, RANDOM_BYTES, out));
            for (int at = 0; at + 64 <= 6400; at += 64) {
                byte[] pAux = Arrays.copyOfRange(noise, at, at + 64);
                survives(out -> entries.lcp_comm_r(pAux, 64, out));
            }
            survives(out -> entries.lcp_set_parameter_dir(noise, RANDOM_BYTES, out));
            survives(out -> entries.lcp_set_parameter_dir(path, path.length, out));
        }
        assertEquals(before, entries.lcp_live_buffers());
        assertTrue(library.verifyWindow(
                VECTORS.request(WINDOW_2KIB), VECTORS.commitments(), VECTORS.window("windowProof")));
    }

    private static void survives(NativeLibrary.EntryCall call) {
        int status = say(call).status();
        assertTrue(status >= Entries.DONE && status <= Entries.PANICKED, "status " + status);
    }

    @Test
    void theLogComesLineByLineAndStopsWhenToldTo() throws Exception {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        ProofRequest request = VECTORS.request(WINDOW_2KIB);
        try {
            library.sendLog((level, target, message) -> lines.add(level + " " + message), LibraryLog.Level.INFO);
            library.challenges(request, List.of(1L));
            assertTrue(
                    lines.stream().anyMatch(line -> line.startsWith("INFO generate_sector_challenges")),
                    lines::toString);
            library.sendLog(
                    (level, target, message) -> {
                        throw new IllegalStateException("a logger that fails");
                    },
                    LibraryLog.Level.INFO);
            library.challenges(request, List.of(1L));
        } finally {
            library.sendLog(null, LibraryLog.Level.OFF);
        }
        int count = lines.size();
        library.challenges(request, List.of(1L));
        assertEquals(count, lines.size());
    }

    @Test
    void theManifestNamesTheFilesOfEachRole() throws Exception {
        List<ParameterFile> files = library.parameterFiles();
        for (PoStKind kind : PoStKind.values()) {
            for (long size : new long[] {2 << 10, 8 << 20, 512 << 20, 32L << 30, 64L << 30}) {
                List<ParameterFile> role = files.stream()
                        .filter(file -> file.kind().equals(Optional.of(kind)) && file.sectorSizeBytes() == size)
                        .toList();
                assertEquals(2, role.size(), kind + " " + size + " " + role);
                assertEquals(
                        1, role.stream().filter(ParameterFile::isVerifyingKey).count());
            }
        }
        String window32 = files.stream()
                .filter(file -> file.kind().equals(Optional.of(PoStKind.WINDOW)) && file.sectorSizeBytes() == 32L << 30)
                .map(ParameterFile::name)
                .collect(Collectors.joining(" "));
        assertTrue(window32.contains("0377ded656c6f524"), window32);
        assertTrue(files.stream()
                .allMatch(file -> file.digestHex().length() == 32 && file.cid().startsWith("Qm")));
    }

    @Test
    void aBuildWithoutGpuSupportListsNoDevice() throws Exception {
        if (!library.build().hasGpuSupport()) {
            assertEquals(List.of(), library.devices());
        }
        assertTrue(library.build().isDevnet());
    }
}
