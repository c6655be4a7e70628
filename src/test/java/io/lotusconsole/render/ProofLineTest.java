package io.lotusconsole.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lotusconsole.proving.PoStKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofLineTest {
    private static ProofLine window(List<Long> skipped, boolean isVerified, String maker, String error) {
        return new ProofLine(
                PoStKind.WINDOW,
                20,
                2,
                List.of(1L, 2L, 7L),
                skipped,
                isVerified,
                1912,
                maker,
                maker == null ? null : "3f2b",
                false,
                true,
                error);
    }

    /** The whole line is in ProofNarratorTest. */
    @Test
    void aBriefLineSaysWhoMadeWhatInWhatTime() {
        assertEquals(
                "epoch 20  WindowPoSt, deadline 2: verified, 1.912s, by box",
                window(List.of(), true, "box", null).brief());
        assertEquals(
                "epoch 20  WindowPoSt, deadline 2: sectors skipped, 1.912s, by box",
                window(List.of(7L), false, "box", null).brief());
        assertEquals(
                "epoch 20  WindowPoSt, deadline 2: no proof, 1.912s: nobody there",
                window(List.of(), false, null, "nobody there").brief());
        assertEquals(
                "epoch 40  WinningPoSt, sector 4: verified, 1ms, by the miner itself",
                new ProofLine(PoStKind.WINNING, 40, null, List.of(4L), List.of(), true, 1, null, null, true, true, null)
                        .brief());
    }
}
