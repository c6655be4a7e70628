package io.lotusconsole.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadLimitsTest {
    @ParameterizedTest
    @ValueSource(longs = {1_200_000, 60_000, 1_000, 3, 1})
    void twoTimeOutsFitIntoTheTimeForAllWheneverTheFirstReadBegins(long allMillis) {
        ReadLimits limits = new ReadLimits(0, allMillis);
        for (long left = allMillis; left > 2; left /= 2) {
            long first = limits.millis(true, false, left);
            long second = limits.millis(false, true, left - first);
            assertTrue(first > 0 && second > 0 && first + second <= left, first + " " + second + " of " + left);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 600_000})
    void theOperatorsLimitIsKeptWhereItIsShorter(long allMillis) {
        assertEquals(7_000, new ReadLimits(7_000, allMillis).millis(true, false, allMillis));
    }

    /** It cannot be skipped then, and the budget of all tells what is wrong: a native read that does not come back. */
    @Test
    void whereNothingWasReadASecondReadTakesWhatThereIs() {
        assertEquals(0, new ReadLimits(0, 60_000).millis(false, false, 30_000));
        assertEquals(7_000, new ReadLimits(7_000, 60_000).millis(false, false, 30_000));
    }
}
