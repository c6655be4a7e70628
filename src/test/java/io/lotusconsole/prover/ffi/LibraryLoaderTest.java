package io.lotusconsole.prover.ffi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.NativeCallObserver;
import io.lotusconsole.prover.ProverException;
import io.lotusconsole.support.CCompiler;
import io.lotusconsole.support.Libraries;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that are no proof library, or not ours, each with a reason and a remedy. */
class LibraryLoaderTest {
    @TempDir
    private Path directory;

    private static ProverException.Unavailable unavailable(Path named) {
        ProverException.Unavailable e = assertThrows(
                ProverException.Unavailable.class, () -> LibraryLoader.load(named, null, NativeCallObserver.NONE));
        assertTrue(e.getMessage().startsWith("there is no proof library: "), e::getMessage);
        assertFalse(e.getMessage().contains("\n"), e::getMessage);
        assertTrue(e.remedy().endsWith("."), e::remedy);
        return e;
    }

    @Test
    void aNamedFileThatIsNotThereIsSaid() {
        ProverException.Unavailable e = unavailable(directory.resolve("gone.so"));
        assertTrue(e.getMessage().contains("gone.so is not there"), e::getMessage);
        assertTrue(e.remedy().contains("LOTUS_CONSOLE_PROVER"), e::remedy);
    }

    @Test
    void aFileThatIsNoLibraryIsSaid() throws Exception {
        Path text = Files.writeString(directory.resolve("text.so"), "no library at all, only a text of some length");
        assertTrue(unavailable(text).getMessage().contains("text.so"));
        Path empty = Files.createFile(directory.resolve("empty.so"));
        assertTrue(unavailable(empty).getMessage().contains("empty.so"));
    }

    @Test
    void aLibraryOfAnotherVersionIsSaid() throws Exception {
        Path other = CCompiler.library("other_abi.c", directory.resolve("other.so"));
        ProverException.Unavailable e = unavailable(other);
        assertTrue(e.getMessage().contains("speaks version 99 of the interface"), e::getMessage);
    }

    @Test
    void aLibraryWithoutTheEntriesIsSaid() throws Exception {
        Path other = CCompiler.library("other_abi.c", directory.resolve("stranger.so"), "-DNO_ENTRIES");
        assertTrue(unavailable(other).getMessage().contains("lcp_abi_version"));
    }

    /** As a build for a GPU says it on a machine without the driver. */
    @Test
    void aLibraryThatLacksAnotherOneSaysWhich() throws Exception {
        Path driver = CCompiler.library("other_abi.c", directory.resolve("libabsent_driver.so"));
        Path needy = directory.resolve("needy.so");
        CCompiler.library("other_abi.c", needy, "-Wl,--no-as-needed", driver.toString());
        Files.delete(driver);
        String said = unavailable(needy).getMessage();
        assertTrue(said.contains("libabsent_driver.so: cannot open shared object file"), said);
    }

    @Test
    void aNamedLibraryIsLoadedAndObserved() throws Exception {
        Libraries.ofVectors();
        Path copy = directory.resolve("copy.so");
        Files.copy(Path.of(LibraryLoader.bundled().toURI()), copy);
        List<String> calls = new ArrayList<>();
        NativeLibrary library = LibraryLoader.load(copy, null, (entry, nativeNanos, totalNanos) -> {
            assertTrue(nativeNanos > 0 && nativeNanos <= totalNanos, () -> nativeNanos + " of " + totalNanos);
            calls.add(entry);
        });
        assertFalse(library.parameterFiles().isEmpty());
        assertEquals(List.of("parameters"), calls);
    }
}
