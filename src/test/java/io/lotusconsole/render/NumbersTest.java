package io.lotusconsole.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference's tables of sizes, power and percentages, sections 2.1, 2.2 and 2.8. */
class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1, 1 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "1025, 1.001 KiB",
        "1048575, 1024 KiB",
        "1073741823, 1024 MiB",
        "19434962944, 18.1 GiB",
        "135071753830, 125.8 GiB",
        "9223372036854775808, 8 EiB",
        "18446744073709551615, 16 EiB"
    })
    void sizesHaveFourDigitsAndABinaryUnit(String bytes, String text) {
        assertEquals(text, Numbers.size(Long.parseUnsignedLong(bytes)));
        assertEquals(text, Numbers.size(new BigInteger(bytes)));
    }

    @Test
    void sizesBeyondTheLastUnitTurnToExponents() {
        assertEquals("9999 ZiB", Numbers.size(BigInteger.TWO.pow(70).multiply(BigInteger.valueOf(9999))));
        assertEquals("1.024e+04 ZiB", Numbers.size(BigInteger.TWO.pow(70).multiply(BigInteger.valueOf(10240))));
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "0,0 B",
                "1,1 ",
                "512,512 ",
                "1000,1e+03 ",
                "1084479242240,1.01e+03 Gi",
                "2398000,2.29 Mi",
                "10995116277760000,9.77 Pi",
                "22517998136852480000,19.5 Ei"
            })
    void powerHasThreeDigitsAndNoUnitOfBytes(String power, String text) {
        assertEquals(text, Numbers.power(new BigInteger(power)));
    }

    @ParameterizedTest
    @CsvSource({
        "12.5, 0, 12",
        "13.5, 0, 14",
        "-0.0, 0, -0",
        "-1e-17, 2, -0.00",
        "2.7755575615628914e-17, 2, 0.00",
        "0.125, 2, 0.12",
        "0.375, 2, 0.38",
        "2.675, 2, 2.67",
        "1e21, 0, 1000000000000000000000"
    })
    void fixedDecimalsRoundTheExactValueHalfToEven(double value, int decimals, String text) {
        assertEquals(text, Numbers.fixed(value, decimals));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1, 0, 0",
        "18, 64, 28",
        "199, 200, 99",
        "80, 64, 125",
        // Lotus's own product wraps above 164 PiB; classic style must not.
        "1152921504606846976, 2305843009213693952, 50",
        "18446744073709551615, 18446744073709551615, 100",
        "18446744073709551615, 1, 1844674407370955161500"
    })
    void percentagesAreTruncatedAndDoNotWrap(String used, String total, String percent) {
        assertEquals(percent, Numbers.percent(Long.parseUnsignedLong(used), Long.parseUnsignedLong(total)));
    }

    @Test
    void sharesOfPowerHaveFourDecimals() {
        assertEquals(
                "0.0488", Numbers.percent(new BigInteger("10995116277760000"), new BigInteger("22517998136852480000")));
        assertEquals(
                "0.0098", Numbers.percent(new BigInteger("1099511627776000"), new BigInteger("11258999068426240000")));
        assertEquals("0.0000", Numbers.percent(BigInteger.ZERO, BigInteger.ZERO));
        assertEquals("100.0000", Numbers.percent(BigInteger.TEN, BigInteger.TEN));
    }

    @Test
    void unsignedValuesRoundToTheNearestDouble() {
        assertEquals(0x1p64, Numbers.toDouble(-1));
        assertEquals(0x1p63, Numbers.toDouble(Long.MIN_VALUE));
        // Half an ulp above 2^63, and a little more: the last bit decides.
        assertEquals(0x1p63, Numbers.toDouble(Long.MIN_VALUE + 1024));
        assertEquals(0x1p63 + 2048, Numbers.toDouble(Long.MIN_VALUE + 1025));
    }
}
