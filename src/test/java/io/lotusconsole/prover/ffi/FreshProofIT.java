package io.lotusconsole.prover.ffi;

import static io.lotusconsole.prover.RegisteredPoStProof.OLD_WINDOW_2KIB;
import static io.lotusconsole.prover.RegisteredPoStProof.WINDOW_2KIB;
import static io.lotusconsole.prover.RegisteredPoStProof.WINNING_2KIB;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.Challenges;
import io.lotusconsole.prover.GuardedProver;
import io.lotusconsole.prover.PartitionProof;
import io.lotusconsole.prover.ProofRequest;
import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.SectorChallenge;
import io.lotusconsole.prover.SectorCommitment;
import io.lotusconsole.prover.SectorReplica;
import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.prover.WindowPoSt;
import io.lotusconsole.support.Jdks;
import io.lotusconsole.support.Libraries;
import io.lotusconsole.support.TestNetwork;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Proofs made here and now under parameters made here and now. Not in the JVM of the recorded proofs: the library
 * keeps the keys it has read.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FreshProofIT {
    /** A winning proof takes 5 s on two idle cores; machines are shared. */
    private static final long TRIAL_MINUTES_MAX = 5;

    private static final int MUTATIONS = 2_000;

    @TempDir
    private static Path directory;

    private static NativeLibrary library;
    private static Prover prover;
    private static ProofTrial trial;
    private static TestNetwork network;

    @BeforeAll
    static void seal() throws Exception {
        library = Libraries.ofTestNetwork();
        prover = new GuardedProver(library, TestNetwork.PROVER);
        trial = new ProofTrial(library, directory.resolve("own"), 4);
        network = trial.network();
    }

    @Test
    void proofsMadeFromFourThreadsAtOnceVerify() throws Exception {
        assertEquals(4, trial.run());
    }

    @TestFactory
    List<DynamicTest> proofsAreMadeOnEveryOtherJdk() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Jdks.Jdk jdk : Jdks.others()) {
            tests.add(DynamicTest.dynamicTest("JDK " + jdk.feature(), () -> runOn(jdk)));
        }
        return tests;
    }

    private static void runOn(Jdks.Jdk jdk) throws Exception {
        Path out = directory.resolve("out-" + jdk.feature());
        Path err = directory.resolve("err-" + jdk.feature());
        Path work = Files.createDirectories(directory.resolve("work-" + jdk.feature()));
        Process process = new ProcessBuilder(
                        jdk.java().toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ProofTrial.class.getName(),
                        TestNetwork.parameters().toString(),
                        work.toString())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(TRIAL_MINUTES_MAX, TimeUnit.MINUTES), "still proving");
        } finally {
            process.destroyForcibly();
        }
        assertEquals("", Files.readString(err), "no warning");
        assertEquals("4 verified, 0 buffers\n", Files.readString(out));
        assertEquals(0, process.exitValue());
    }

    @Test
    void anotherOrderOfVanillaProofsMakesAProofThatDoesNotVerifyAndIsRefusedInFrontOfTheLibrary() throws Exception {
        ProofRequest request = network.request(WINDOW_2KIB);
        List<VanillaProof> vanilla =
                trial.vanillaProofs(request, network.sectors().subList(0, 2));
        List<VanillaProof> descending = List.of(vanilla.get(1), vanilla.get(0));
        PartitionProof proof = library.proveWindow(request, descending, 0);
        assertFalse(library.verifyWindow(
                request, network.commitments().subList(0, 2), new WindowPoSt(WINDOW_2KIB, List.of(proof))));

        rejected("ascend", () -> prover.proveWindow(request, descending, 0));
        rejected("ascend", () -> prover.proveWindow(request, List.of(vanilla.get(0), vanilla.get(0)), 0));
    }

    @Test
    void theOldWindowTypeIsAnotherTypeAndMindsTheOrderByItself() throws Exception {
        ProofRequest request = network.request(OLD_WINDOW_2KIB);
        List<VanillaProof> vanilla = new ArrayList<>();
        List<SectorChallenge> challenges = Challenges.of(OLD_WINDOW_2KIB, request.randomness(), List.of(1L, 2L));
        for (int i = 0; i < 2; i++) {
            vanilla.add(prover.vanillaProof(OLD_WINDOW_2KIB, network.sectors().get(i), challenges.get(i)));
        }
        PartitionProof proof = prover.proveWindow(request, vanilla, 0);
        List<SectorCommitment> sectors = network.commitments().subList(0, 2);
        assertTrue(prover.verifyWindow(request, sectors, new WindowPoSt(OLD_WINDOW_2KIB, List.of(proof))));
        ProofRequest asCurrent = new ProofRequest(WINDOW_2KIB, request.prover(), request.randomness());
        assertFalse(prover.verifyWindow(asCurrent, sectors, new WindowPoSt(WINDOW_2KIB, List.of(proof))));

        List<VanillaProof> descending = List.of(vanilla.get(1), vanilla.get(0));
        assertThrows(ProverException.BadVanillaProof.class, () -> library.proveWindow(request, descending, 0));
    }

    @Test
    void aVanillaProofOfAnotherCommitmentFailsOnlyWhenProvenAndIsRefusedInFrontOfTheLibrary() throws Exception {
        ProofRequest request = network.request(WINDOW_2KIB);
        SectorReplica sector = network.sectors().get(0);
        SectorReplica lie = new SectorReplica(
                sector.sectorNumber(),
                network.sectors().get(1).sealedCid(),
                sector.cacheDirectory(),
                sector.sealedFile());
        VanillaProof made = library.vanillaProof(
                WINDOW_2KIB, lie, Challenges.ofSector(WINDOW_2KIB, request.randomness(), sector.sectorNumber()));
        assertEquals(lie.sealedCid(), made.sealedCid(), "it carries what it was told");
        assertThrows(ProverException.BadVanillaProof.class, () -> library.proveWindow(request, List.of(made), 0));

        assertThrows(ProverException.BadSector.class, () -> trial.vanillaProofs(request, List.of(lie)));
    }

    @Test
    void changedCutAndForeignVanillaProofsAreToldApartFromFailures() throws Exception {
        ProofRequest request = network.request(WINDOW_2KIB);
        VanillaProof good =
                trial.vanillaProofs(request, network.sectors().subList(0, 1)).get(0);
        byte[] changed = good.sharedBytes().clone();
        changed[changed.length / 2] ^= 1;
        byte[] cut = Arrays.copyOf(good.sharedBytes(), good.length() / 2);
        for (byte[] bytes : List.of(changed, cut)) {
            assertThrows(
                    ProverException.BadVanillaProof.class,
                    () -> prover.proveWindow(request, List.of(VanillaProof.ofOwned(bytes)), 0));
        }
        ProofRequest other = network.request(WINDOW_2KIB);
        assertThrows(ProverException.BadVanillaProof.class, () -> prover.proveWindow(other, List.of(good), 0));
        ProofRequest winning = network.request(WINNING_2KIB);
        assertThrows(ProverException.BadVanillaProof.class, () -> prover.proveWinning(winning, good));
    }

    @Test
    void aProofDoesNotBindItsProverSoOnlyTheOwnMinerIsServed() throws Exception {
        ProofRequest request = network.request(WINDOW_2KIB);
        List<SectorReplica> one = network.sectors().subList(0, 1);
        PartitionProof proof = prover.proveWindow(request, trial.vanillaProofs(request, one), 0);
        WindowPoSt window = new WindowPoSt(WINDOW_2KIB, List.of(proof));
        ProofRequest ofOther = new ProofRequest(WINDOW_2KIB, new ProverId(1001), request.randomness());
        assertTrue(library.verifyWindow(ofOther, network.commitments().subList(0, 1), window));

        rejected(
                "f01001",
                () -> prover.verifyWindow(ofOther, network.commitments().subList(0, 1), window));
        rejected("f01001", () -> prover.proveWindow(ofOther, trial.vanillaProofs(request, one), 0));
    }

    @Test
    void tooManyAndNoVanillaProofsAreRefused() throws Exception {
        ProofRequest request = network.request(WINDOW_2KIB);
        List<VanillaProof> three =
                trial.vanillaProofs(request, network.sectors().subList(0, 3));
        rejected("3 vanilla proofs", () -> prover.proveWindow(request, three, 0));
        ProverException said = assertThrows(ProverException.Failed.class, () -> library.proveWindow(request, three, 0));
        assertTrue(said.getMessage().contains("single partition"), said::getMessage);
        rejected("without a vanilla proof", () -> prover.proveWindow(request, List.of(), 0));
    }

    @Test
    void thePartitionIndexChangesNothingForTheCurrentType() throws Exception {
        ProofRequest request = network.request(WINDOW_2KIB);
        List<SectorReplica> one = network.sectors().subList(1, 2);
        PartitionProof proof = prover.proveWindow(request, trial.vanillaProofs(request, one), 5);
        assertTrue(prover.verifyWindow(
                request, network.commitments().subList(1, 2), new WindowPoSt(WINDOW_2KIB, List.of(proof))));
    }

    @Test
    void aPanicLeavesTheLibraryUsable() throws Exception {
        ProofRequest request = network.request(WINDOW_2KIB);
        ProverException panic =
                assertThrows(ProverException.Panicked.class, () -> library.proveWindow(request, List.of(), 0));
        assertTrue(panic.getMessage().startsWith("the proof library panicked: "), panic::getMessage);

        List<SectorReplica> one = network.sectors().subList(0, 1);
        PartitionProof proof = prover.proveWindow(request, trial.vanillaProofs(request, one), 0);
        assertTrue(prover.verifyWindow(
                request, network.commitments().subList(0, 1), new WindowPoSt(WINDOW_2KIB, List.of(proof))));
    }

    @Test
    void buffersAreBalancedAfterTenThousandCallsThatEndInEveryWay() throws Exception {
        ProofRequest request = network.request(WINDOW_2KIB);
        long before = library.liveBuffers();
        for (int i = 0; i < 2_500; i++) {
            library.challenges(request, List.of((long) i));
            assertThrows(ProverException.Rejected.class, () -> library.sealedCid(new byte[63]));
            assertThrows(ProverException.Failed.class, () -> library.challenges(request, List.of()));
            assertThrows(ProverException.Panicked.class, () -> library.proveWindow(request, List.of(), 0));
        }
        assertEquals(before, library.liveBuffers());
    }

    /**
     * Vanilla proofs that begin well and go on as noise reach deeper than pure noise. A few bits of one are never
     * looked at, so eight are changed at once.
     */
    @Test
    void mutatedVanillaProofsBecomeNoProofsAndCrashNothing() throws Exception {
        ProofRequest request = network.request(WINDOW_2KIB);
        byte[] good = trial.vanillaProofs(request, network.sectors().subList(0, 1))
                .get(0)
                .sharedBytes();
        Random random = new Random(7);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] mutated = good.clone();
            for (int change = 0; change < 8; change++) {
                // Behind the sector number and the commitment stand the first lengths, which lead a decoder astray.
                int span = random.nextBoolean() ? 60 : good.length - 40;
                mutated[40 + random.nextInt(span)] ^= (byte) (1 << random.nextInt(8));
            }
            int length = random.nextInt(4) == 0 ? 41 + random.nextInt(good.length - 41) : good.length;
            VanillaProof proof = VanillaProof.ofOwned(Arrays.copyOf(mutated, length));
            assertThrows(ProverException.class, () -> library.proveWindow(request, List.of(proof), 0));
        }
    }

    /** A call of the prover that is expected to fail. */
    private interface Attempt {
        Object make() throws ProverException;
    }

    private static void rejected(String said, Attempt attempt) {
        ProverException e = assertThrows(ProverException.Rejected.class, attempt::make);
        assertTrue(e.getMessage().contains(said), e::getMessage);
    }
}
