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
     * @param seconds time stamp, seconds since 1970
     * @param winCount how many times its miner was elected
     */
    public record Block(
            String minerAddress, long seconds, BigInteger parentBaseFee, long winCount, List<String> parentCids) {}

    /** Least block time stamp, as Lotus takes a tipset's time. 0 without blocks. */
    public long minSeconds() {
        long min = Long.MAX_VALUE;
        for (Block block : blocks) {
            min = Math.min(min, block.seconds());
        }
        return blocks.isEmpty() ? 0 : min;
    }
}
