package io.lotusconsole.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code demo} and {@code devnet} prove with. */
class TrialParametersTest {
    /** The environment as native code of this process sees it. */
    private interface C extends Library {
        String getenv(String name);
    }

    @TempDir
    private Path directory;

    /** With a library that does not load, so that this process gets none by this test. */
    @Test
    void aTrialTakesNoGpu() {
        Map<String, String> variables = Map.of(
                "XDG_STATE_HOME", directory.toString(),
                "LOTUS_CONSOLE_PROVER", directory.resolve("none.so").toString());
        Surroundings surroundings = CommandLines.surroundings("lotus-miner", variables::get);
        List<String> told = new ArrayList<>();
        assertFalse(TrialParameters.proving(surroundings, told::add).isPossible(), told::toString);
        assertEquals("true", Native.load("c", C.class).getenv("BELLMAN_NO_GPU"));
    }
}
