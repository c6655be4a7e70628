package io.lotusconsole.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference's amounts, section 2.3. */
class FilTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1 aFIL",
        "-1, -1 aFIL",
        "999, 999 aFIL",
        "1000, 1 fFIL",
        "-1234, -1.234 fFIL",
        "12345678, 12.346 pFIL",
        "100000000, 100 pFIL",
        "1000000000, 1 nFIL",
        "2500000000000, 2.5 \u03bcFIL",
        "250000000000000000, 250 mFIL",
        "999999999999999999, 1000 mFIL",
        "1000000000000000000, 1 FIL",
        "1500000000000000000, 1.5 FIL",
        "1000500000000000000, 1.001 FIL",
        "-1000500000000000000, -1.001 FIL",
        "1000499999999999999, 1 FIL",
        "12345678901234567890123, 12345.679 FIL",
        "2000000000000000000000000000, 2000000000 FIL"
    })
    void briefAmountsHaveAPrefixAndThreeDecimals(BigInteger attoFil, String text) {
        assertEquals(text, Fil.brief(attoFil));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 FIL",
        "1, 0.000000000000000001 FIL",
        "1500000000000000000, 1.5 FIL",
        "-1500000000000000000, -1.5 FIL",
        "28999100309444727060, 28.99910030944472706 FIL",
        "100000000000000000000, 100 FIL"
    })
    void fullAmountsKeepEveryDigit(BigInteger attoFil, String text) {
        assertEquals(text, Fil.full(attoFil));
    }
}
