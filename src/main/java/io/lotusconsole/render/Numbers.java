package io.lotusconsole.render;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as Go's {@code fmt} prints them: sizes, power, fixed decimals. */
public final class Numbers {
    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB"};
    private static final String[] DECI = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi"};
    private static final double TWO_POW_64 = 18446744073709551616.0;

    private Numbers() {}

    /** A byte count of 64 unsigned bits: {@code 18.1 GiB}, {@code 0 B} ({@code chain/types/bigint.go}). */
    public static String size(long unsignedBytes) {
        return unsignedBytes == 0 ? "0 B" : scaled(toDouble(unsignedBytes), BINARY, 4);
    }

    /** A byte count of any size. */
    public static String size(BigInteger bytes) {
        return bytes.signum() == 0 ? "0 B" : scaled(bytes.doubleValue(), BINARY, 4);
    }

    /** Quality-adjusted power: {@code 9.77 Pi}; a bare number keeps a trailing space, zero is {@code 0 B}. */
    public static String power(BigInteger power) {
        return power.signum() == 0 ? "0 B" : scaled(power.doubleValue(), DECI, 3);
    }

    private static String scaled(double value, String[] units, int digits) {
        int unit = 0;
        double rest = value;
        while (rest >= 1024 && unit + 1 < units.length) {
            rest /= 1024;
            unit++;
        }
        return general(rest, digits) + " " + units[unit];
    }

    /** The value of an unsigned long, to the nearest double. */
    public static double toDouble(long unsigned) {
        if (unsigned >= 0) {
            return unsigned;
        }
        // Halving keeps the sticky last bit, so the sum rounds as the exact value would.
        return (double) (unsigned >>> 1 | unsigned & 1) * 2;
    }

    /** {@code %.<digits>g}: so many significant digits, no trailing zeros, an exponent when it is large. */
    static String general(double value, int digits) {
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (rounded.signum() == 0) {
            return "0";
        }
        BigDecimal bare = rounded.stripTrailingZeros();
        int exponent = bare.precision() - bare.scale() - 1;
        if (exponent >= -4 && exponent < digits) {
            return bare.toPlainString();
        }
        String unscaled = bare.unscaledValue().abs().toString();
        StringBuilder out = new StringBuilder(bare.signum() < 0 ? "-" : "").append(unscaled.charAt(0));
        if (unscaled.length() > 1) {
            out.append('.').append(unscaled, 1, unscaled.length());
        }
        int magnitude = Math.abs(exponent);
        return out.append(exponent < 0 ? "e-" : "e+")
                .append(magnitude < 10 ? "0" : "")
                .append(magnitude)
                .toString();
    }

    /**
     * {@code %.<decimals>f}: half to even on the exact binary value, the sign of a negative zero kept;
     * {@code NaN}, {@code +Inf}, {@code -Inf} for what is no number.
     */
    public static String fixed(double value, int decimals) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        String text =
                new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
        boolean lostSign = text.charAt(0) != '-' && (value < 0 || 1 / value < 0);
        return lostSign ? "-" + text : text;
    }

    /** {@code %0.4f} of {@code part * 100 / total} as exact rationals; {@code 0.0000} if total is 0. */
    static String percent(BigInteger part, BigInteger total) {
        if (total.signum() == 0) {
            return "0.0000";
        }
        BigDecimal quotient = new BigDecimal(part.multiply(BigInteger.valueOf(100)))
                .divide(new BigDecimal(total), new MathContext(40, RoundingMode.HALF_EVEN));
        return fixed(quotient.doubleValue(), 4);
    }

    /** {@code used * 100 / total}, truncated, without overflow; 0 if total is 0. */
    static String percent(long unsignedUsed, long unsignedTotal) {
        if (unsignedTotal == 0) {
            return "0";
        }
        if (Long.compareUnsigned(unsignedUsed, Long.MAX_VALUE / 100) <= 0) {
            return Long.toUnsignedString(Long.divideUnsigned(unsignedUsed * 100, unsignedTotal));
        }
        BigInteger used = new BigInteger(Long.toUnsignedString(unsignedUsed));
        BigInteger total = new BigInteger(Long.toUnsignedString(unsignedTotal));
        return used.multiply(BigInteger.valueOf(100)).divide(total).toString();
    }
}
