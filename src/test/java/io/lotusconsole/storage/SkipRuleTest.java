package io.lotusconsole.storage;

import static io.lotusconsole.storage.ReadFault.BAD_ANSWER;
import static io.lotusconsole.storage.ReadFault.CORRUPT;
import static io.lotusconsole.storage.ReadFault.MISSING;
import static io.lotusconsole.storage.ReadFault.NOT_SERVED;
import static io.lotusconsole.storage.ReadFault.NOT_TRIED;
import static io.lotusconsole.storage.ReadFault.REFUSED;
import static io.lotusconsole.storage.ReadFault.TIMED_OUT;
import static io.lotusconsole.storage.ReadFault.UNREADABLE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lotusconsole.prover.VanillaProof;
import io.lotusconsole.storage.SkipRule.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SkipRuleTest {
    private static final String HOST = "http://10.0.0.5:2345/remote";
    private static final String OTHER = "http://10.0.0.6:2345/remote";
    private static final VanillaProof PROOF = VanillaProof.ofOwned(new byte[100]);

    private static SectorRead read(long number, String place, String storage) {
        return new SectorRead(number, PROOF, null, "", List.of(new ReadAttempt(place, storage, 1, null, "")), 1);
    }

    private static SectorRead unread(long number, ReadFault fault, String place, String storage) {
        List<ReadAttempt> attempts =
                place == null ? List.of() : List.of(new ReadAttempt(place, storage, 1, fault, "said"));
        return new SectorRead(number, null, fault, "said", attempts, 1);
    }

    /** So many sectors of one storage path, the last of them not read. */
    private static List<SectorRead> some(int sectors, int bad, ReadFault fault) {
        List<SectorRead> reads = new ArrayList<>();
        for (int i = 0; i < sectors; i++) {
            reads.add(i < sectors - bad ? read(i, HOST, "a") : unread(i, fault, HOST, "a"));
        }
        return reads;
    }

    private static Verdict verdict(List<SectorRead> reads) {
        SkipRule.Judgement judgement = SkipRule.DEFAULT.judge(reads);
        assertEquals(judgement.verdict() == Verdict.UNABLE, !judgement.reason().isEmpty());
        assertEquals(judgement.verdict() == Verdict.SKIP, !judgement.skipped().isEmpty());
        return judgement.verdict();
    }

    @ParameterizedTest
    @CsvSource({
        "1000, 0, MISSING, ALL_READ",
        "1000, 1, MISSING, SKIP",
        "1000, 10, MISSING, SKIP",
        "1000, 11, MISSING, UNABLE",
        "1000, 100, CORRUPT, UNABLE",
        "1000, 10, TIMED_OUT, SKIP",
        "1000, 10, BAD_ANSWER, SKIP",
        "1000, 10, NOT_SERVED, SKIP",
        "2349, 23, CORRUPT, SKIP",
        "2349, 24, CORRUPT, UNABLE",
        "2, 1, MISSING, SKIP",
        "2, 1, TIMED_OUT, SKIP",
        "2, 2, MISSING, UNABLE",
        "2, 2, TIMED_OUT, UNABLE",
        "1, 1, MISSING, SKIP",
        "1, 1, CORRUPT, SKIP",
        "2, 1, UNREADABLE, SKIP",
        "2, 2, UNREADABLE, UNABLE",
        "1, 1, UNREADABLE, UNABLE",
        "1, 1, TIMED_OUT, UNABLE",
        "1, 1, BAD_ANSWER, UNABLE",
        "1, 1, NOT_SERVED, UNABLE"
    })
    void aFewAreSkippedForTheirOwnSakeAndNoMore(int sectors, int bad, ReadFault fault, Verdict expected) {
        assertEquals(expected, verdict(some(sectors, bad, fault)));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotOfTheSectorEndsTheAttemptHoweverFewItIs(ReadFault fault) {
        assertEquals(fault.isOfSector() ? Verdict.SKIP : Verdict.UNABLE, verdict(some(1000, 1, fault)));
    }

    @Test
    void theSkippedAreNamedInTheirOrder() {
        assertEquals(
                List.of(998L, 999L),
                SkipRule.DEFAULT.judge(some(1000, 2, CORRUPT)).skipped());
    }

    @Test
    void aHostThatServedNobodyIsNotBelievedToBeSlowForOneSectorOnly() {
        for (ReadFault fault : List.of(TIMED_OUT, BAD_ANSWER, NOT_SERVED)) {
            List<SectorRead> reads = some(999, 0, MISSING);
            reads.add(unread(999, fault, OTHER, "b"));
            assertEquals(Verdict.UNABLE, verdict(reads), fault::name);
        }
        List<SectorRead> reads = some(999, 0, MISSING);
        reads.add(unread(999, CORRUPT, OTHER, "b"));
        assertEquals(Verdict.SKIP, verdict(reads));
    }

    @Test
    void aStoragePathThatServedNoneOfItsSectorsIsAway() {
        for (ReadFault fault : List.of(TIMED_OUT, MISSING)) {
            List<SectorRead> reads = some(998, 0, MISSING);
            reads.add(unread(998, fault, HOST, "b"));
            assertEquals(Verdict.SKIP, verdict(reads));
            reads.add(unread(999, fault, HOST, "b"));
            assertEquals(Verdict.UNABLE, verdict(reads));
            reads.add(read(1000, HOST, "b"));
            assertEquals(Verdict.SKIP, verdict(reads));
        }
        List<SectorRead> corrupt = some(998, 0, MISSING);
        corrupt.add(unread(998, CORRUPT, HOST, "b"));
        corrupt.add(unread(999, CORRUPT, HOST, "b"));
        assertEquals(Verdict.SKIP, verdict(corrupt));
    }

    /** Input/output errors and forbidden files are those of one sector only where its shelf gives others. */
    @Test
    void aFileThatCannotBeReadIsOneOfASectorOnlyIfItsStoragePathServedAnother() {
        List<SectorRead> reads = some(998, 0, MISSING);
        reads.add(unread(998, UNREADABLE, HOST, "b"));
        assertEquals(Verdict.UNABLE, verdict(reads));
        reads.add(read(999, HOST, "b"));
        assertEquals(Verdict.SKIP, verdict(reads));
    }

    @Test
    void whatTheIndexDoesNotKnowIsMissingOnlyIfItKnowsOthers() {
        List<SectorRead> reads = new ArrayList<>(List.of(unread(1, MISSING, null, null)));
        assertEquals(Verdict.UNABLE, verdict(reads));
        reads.add(read(2, HOST, "a"));
        assertEquals(Verdict.SKIP, verdict(reads));
    }

    @Test
    void whatWasNotTriedIsNotTheReasonThatIsGiven() {
        List<SectorRead> reads = some(10, 5, NOT_TRIED);
        reads.add(unread(10, REFUSED, OTHER, "b"));
        String reason = SkipRule.DEFAULT.judge(reads).reason();
        assertTrue(reason.startsWith("sector 10: its host refused the connection"), reason);
        assertFalse(SkipRule.DEFAULT.judge(some(10, 5, NOT_TRIED)).reason().isEmpty());
    }

    @Test
    void theShareIsTheOperators() {
        assertEquals(100, new SkipRule(0.1).skippedMax(1000));
        assertEquals(29, new SkipRule(0.29).skippedMax(100));
        assertEquals(1, new SkipRule(0.001).skippedMax(10));
        assertEquals(0, new SkipRule(0).skippedMax(1000));
        assertEquals(
                Verdict.UNABLE, new SkipRule(0).judge(some(1000, 1, CORRUPT)).verdict());
        assertEquals(
                Verdict.ALL_READ, new SkipRule(0).judge(some(1000, 0, CORRUPT)).verdict());
        assertEquals(
                Verdict.SKIP, new SkipRule(0.1).judge(some(1000, 100, CORRUPT)).verdict());
    }
}
