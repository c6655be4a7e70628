package io.lotusconsole.proving;

import java.math.BigInteger;
import java.util.List;

/**
 * The blocks of one epoch.
 *
 * @param cids in block order; together they are the tipset key
 */
public record Tipset(List<String> cids, List<Block> blocks, long height) {
    /**
     * One block header, as far as the console needs it.
     *
     * @param seconds time stamp, seconds since 1970, unsigned
     * @param winCount how many times its miner was elected
     */
    public record Block(
            String minerAddress, long seconds, BigInteger parentBaseFee, long winCount, List<String> parentCids) {}

    /** Least block time stamp, as Lotus takes a tipset's time; unsigned. 0 without blocks. */
    public long secondsMin() {
        long min = blocks.isEmpty() ? 0 : blocks.get(0).seconds();
        for (Block block : blocks) {
            min = Long.compareUnsigned(block.seconds(), min) < 0 ? block.seconds() : min;
        }
        return min;
    }

    /** An unsigned time stamp for signed arithmetic; what is beyond that becomes its end. */
    public static long signed(long unsignedSeconds) {
        return unsignedSeconds < 0 ? Long.MAX_VALUE : unsignedSeconds;
    }
}
