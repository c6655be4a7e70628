package io.lotusconsole.params;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.ProverException;
import io.lotusconsole.prover.ProverId;
import io.lotusconsole.prover.RegisteredPoStProof;
import io.lotusconsole.prover.SectorSize;
import io.lotusconsole.prover.TestNetworkProver;
import io.lotusconsole.proving.SealedCid;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When test parameters are made, and when not, with a maker that writes names instead. */
class TestParametersTest {
    private static final SectorSize SIZE = SectorSize.KIB_2;

    @TempDir
    private Path temporary;

    private final List<String> made = Collections.synchronizedList(new ArrayList<>());

    private final TestNetworkProver maker = new TestNetworkProver() {
        @Override
        public SealedCid seal(
                SectorSize size, ProverId prover, long number, byte[] ticket, byte[] data, Path cache, Path sealed) {
            throw new AssertionError("nothing is sealed here");
        }

        @Override
        public List<String> makeParameters(RegisteredPoStProof proof, Path directory) {
            made.add(proof.kind().title());
            List<String> names = List.of(proof + ".meta", proof + ".vk", proof + ".params");
            for (String name : names) {
                try {
                    Files.writeString(directory.resolve(name), "content");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return names;
        }
    };

    private final TestParameters.Steps steps = new TestParameters.Steps() {
        @Override
        public void began(String name) {}

        @Override
        public void ended(String name, long millis) {}
    };

    private void ensure(Path directory) throws IOException, ProverException {
        TestParameters.ensure(maker, directory, SIZE, steps);
    }

    @Test
    void theyAreMadeOnceAndMarked() throws Exception {
        Path directory = temporary.resolve("new").resolve("parameters");
        assertFalse(TestParameters.areIn(directory, SIZE));
        ensure(directory);
        ensure(directory);
        assertEquals(List.of("WinningPoSt", "WindowPoSt"), made);
        assertTrue(TestParameters.areIn(directory, SIZE));
        assertFalse(TestParameters.areIn(directory, SectorSize.MIB_8));
        assertTrue(TestParameters.isMarked(directory));
    }

    @Test
    void whatWasDeletedIsMadeAgain() throws Exception {
        ensure(temporary);
        Files.delete(temporary.resolve("WINDOW_2KIB.params"));
        assertFalse(TestParameters.areIn(temporary, SIZE));
        ensure(temporary);
        assertEquals(4, made.size());
        assertTrue(TestParameters.areIn(temporary, SIZE));
    }

    @Test
    void whatWasCutIsMadeAgain() throws Exception {
        ensure(temporary);
        Path cut = temporary.resolve("WINDOW_2KIB.params");
        String whole = Files.readString(cut);
        Files.writeString(cut, whole.substring(1));
        assertFalse(TestParameters.areIn(temporary, SIZE));
        ensure(temporary);
        assertEquals(whole, Files.readString(cut));
        assertTrue(TestParameters.areIn(temporary, SIZE));
    }

    @Test
    void aDirectoryWithOtherParametersIsNotTouched() throws Exception {
        Files.writeString(temporary.resolve("v28-real.params"), "published");
        IOException e = assertThrows(IOException.class, () -> ensure(temporary));
        assertTrue(e.getMessage().contains("not test parameters"), e::getMessage);
        assertEquals(List.of(), made);
        assertFalse(TestParameters.isMarked(temporary));
    }

    @Test
    void ofSeveralThatWantThemOneMakesThem() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> {
                    ensure(temporary);
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(2, made.size(), made::toString);
    }
}
