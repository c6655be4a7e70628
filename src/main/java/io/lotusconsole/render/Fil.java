package io.lotusconsole.render;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Amounts of FIL as Lotus prints them ({@code chain/types/fil.go}); all amounts are attoFIL. */
public final class Fil {
    private static final String[] PREFIXES = {"a", "f", "p", "n", "\u03bc", "m"};
    private static final BigInteger THOUSAND = BigInteger.valueOf(1000);

    private Fil() {}

    /** {@code 1.5 FIL}, {@code 100 pFIL}; zero is {@code 0} without a unit (quirk Q33). */
    public static String brief(BigInteger attoFil) {
        if (attoFil.signum() == 0) {
            return "0";
        }
        BigInteger limit = THOUSAND;
        for (int k = 0; k < PREFIXES.length; k++) {
            if (attoFil.abs().compareTo(limit) < 0) {
                return scaled(attoFil, 3 * k) + " " + PREFIXES[k] + "FIL";
            }
            limit = limit.multiply(THOUSAND);
        }
        return scaled(attoFil, 18) + " FIL";
    }

    private static String scaled(BigInteger attoFil, int power) {
        BigDecimal value = new BigDecimal(attoFil, power).setScale(3, RoundingMode.HALF_UP);
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    /** All digits: {@code 28.99910030944472706 FIL}. */
    public static String full(BigInteger attoFil) {
        if (attoFil.signum() == 0) {
            return "0 FIL";
        }
        return new BigDecimal(attoFil, 18).stripTrailingZeros().toPlainString() + " FIL";
    }
}
