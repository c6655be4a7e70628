package io.lotusconsole.embedded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.SectorSet;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimulatedChainTest {
    private static SimulatedChain chain(int sectors, long epochMillis, int windowEpochs) {
        return new SimulatedChain("seed", 1000, sectors, 1_700_000_000_500L, epochMillis, windowEpochs, 1);
    }

    @Test
    void epochsFollowTheClockAndNeverGoBelowZero() {
        SimulatedChain chain = chain(0, 250, 10);
        assertEquals(0, chain.epochAt(Instant.ofEpochMilli(1_600_000_000_000L)));
        assertEquals(0, chain.epochAt(Instant.ofEpochMilli(1_700_000_000_749L)));
        assertEquals(1, chain.epochAt(Instant.ofEpochMilli(1_700_000_000_750L)));
        assertEquals(1_700_000_000L, chain.secondsOf(1));
        assertEquals(1_700_000_001L, chain.secondsOf(2));
        assertEquals(1, chain.blockDelaySeconds());
        assertEquals(2, chain(0, 1001, 10).blockDelaySeconds());
    }

    @Test
    void withMainnetsWindowEveryOtherConstantIsMainnetsToo() {
        SimulatedChain chain = chain(0, 30_000, 60);
        assertEquals(2880, chain.periodEpochs());
        assertEquals(20, chain.challengeLookback());
        assertEquals(70, chain.faultDeclarationCutoff());
        // The window recorded from a real miner, whose period began 658 epochs later than ours does.
        assertEquals(
                new ProvingWindow(4364 - 658, 2880, 13, 3660, 3720, 3640, 3590, 48, 2880), chain.windowAt(4364 - 658));
    }

    @Test
    void theWindowsOfAPeriodFollowEachOtherWithoutGaps() {
        SimulatedChain chain = chain(0, 1000, 10);
        for (long epoch = 0; epoch < 2 * chain.periodEpochs(); epoch++) {
            ProvingWindow window = chain.windowAt(epoch);
            assertTrue(window.open() <= epoch && epoch < window.close(), window.toString());
            assertEquals(epoch / 10 % 48, window.deadlineIndex());
        }
    }

    @Test
    void everySectorIsInOnePartitionOfTwoAndNewDeadlinesFillFirst() {
        SimulatedChain chain = chain(95, 1000, 10);
        assertEquals(List.of(), chain.partitions(0));
        assertEquals(List.of(), chain.partitions(1));
        assertEquals(
                List.of(SectorSet.ofNumbers(List.of(1L, 2L)), SectorSet.ofNumbers(List.of(93L, 94L))),
                chain.partitions(2));
        assertEquals(
                List.of(SectorSet.ofNumbers(List.of(3L, 4L)), SectorSet.ofNumbers(List.of(95L))), chain.partitions(3));
        Set<Long> seen = new HashSet<>();
        for (int deadline = 0; deadline < SimulatedChain.DEADLINES; deadline++) {
            for (SectorSet partition : chain.partitions(deadline)) {
                partition.numbers(2).forEach(number -> assertTrue(seen.add(number), "sector " + number));
            }
        }
        assertEquals(95, seen.size());
    }

    @Test
    void aTipsetKeyLooksLikeOneAndTellsItsEpochOnlyToItsOwnChain() {
        SimulatedChain chain = chain(0, 1000, 10);
        Set<String> keys = new HashSet<>();
        for (long epoch : new long[] {0, 1, 2, 4364, Integer.MAX_VALUE, 1L << 40}) {
            String cid = chain.tipsetCid(epoch);
            assertTrue(cid.matches("bafy2bzace[a-z2-7]{52}"), cid);
            assertTrue(keys.add(cid));
            assertEquals(OptionalLong.of(epoch), chain.epochOf(cid));
            String changed = cid.substring(0, 30) + (cid.charAt(30) == 'a' ? 'b' : 'a') + cid.substring(31);
            assertEquals(OptionalLong.empty(), chain.epochOf(changed));
        }
        String foreign = "bafy2bzaceby62273dgptcgvmd7rz5b7wajckbsfwygfagixyu3efquwx3aj2y";
        assertEquals(OptionalLong.empty(), chain.epochOf(foreign));
        assertEquals(OptionalLong.empty(), chain.epochOf(""));
        SimulatedChain other = new SimulatedChain("other", 1000, 0, 0, 1000, 10, 1);
        assertNotEquals(chain.tipsetCid(1), other.tipsetCid(1));
    }

    @Test
    void cidsHaveTheLengthAndPrefixOfTheRecordedOnes() {
        assertTrue(Cids.sealed("x").matches("bagboea4b5abc[a-z2-7]{52}"), Cids.sealed("x"));
        assertEquals(
                "bagboea4b5abcaa4bnv6wsgxjavjbm6knobwsxnnq3ndmvn5n3tejlbtp3bb6ob6m".length(),
                Cids.sealed("x").length());
        assertTrue(Cids.code("x").matches("bafk2bzace[a-z2-7]{52}"), Cids.code("x"));
        byte[] digest = Cids.sha256("x");
        assertEquals(List.of(digest.length, (int) digest[0], (int) digest[31]), decoded(Cids.dagCbor(digest)));
    }

    private static List<Integer> decoded(String cid) {
        byte[] digest = Cids.digestOf(cid);
        return List.of(digest.length, (int) digest[0], (int) digest[31]);
    }
}
