package io.lotusconsole.doctor;

import io.lotusconsole.proving.AddressUse;
import io.lotusconsole.proving.Answer;
import io.lotusconsole.proving.Finding;
import io.lotusconsole.proving.MinerInfo;
import io.lotusconsole.proving.NodeVersion;
import io.lotusconsole.proving.PendingProof;
import io.lotusconsole.proving.ProvingWindow;
import io.lotusconsole.proving.SyncTask;
import io.lotusconsole.proving.Tipset;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is made of the chain as a full node tells it. Pure. */
final class ChainVerdicts {
    static final Check CLOCK = new Check("chain", "clock");
    static final Check SYNC = new Check("chain", "sync");
    static final Check BALANCE = new Check("chain", "balance for proofs");
    static final Check POOL = new Check("chain", "proofs in the pool");

    /** {@code AllowableClockDriftSecs} of Lotus ({@code build/buildconstants}). */
    private static final long DRIFT_MILLIS_MAX = 1_000;

    /** Heads older than so many epochs are slow, or behind: the limits of {@code lotus-miner info}. */
    private static final double SLOW_EPOCHS = 1.5;

    private static final int BEHIND_EPOCHS = 5;

    /** Gas that a WindowPoSt message of a few partitions takes, rounded up; no protocol says a number. */
    private static final BigInteger PROOF_GAS = BigInteger.valueOf(100_000_000);

    /** Deadlines of a proving period. */
    private static final int DAILY_PROOFS = 48;

    /** Epochs before a deadline closes in which a proof should be on chain, not in the pool. */
    private static final int LATE_EPOCHS = 10;

    private static final String SIMULATED = "+simulated";
    private static final int FIL_DIGITS = 18;

    private ChainVerdicts() {}

    static Finding clock(Answer<Tipset> head, Answer<NodeVersion> version, Instant now) {
        if (!head.isKnown() || !version.isKnown()) {
            return CLOCK.unknown("no full node tells the time of the chain", null);
        }
        long millis = age(head.value(), now).toMillis();
        String look = "`timedatectl` tells whether this machine's clock is synchronised; `timedatectl set-ntp true`"
                + " has it so.";
        if (millis < -DRIFT_MILLIS_MAX) {
            return CLOCK.failure(
                    "the head of the chain is " + seconds(-millis) + " in the future of this machine's clock", look);
        }
        if (millis > BEHIND_EPOCHS * 1000 * epochSeconds(version.value())) {
            return CLOCK.warning(
                    "the head of the chain is " + seconds(millis) + " old: the full node is behind, or this machine's"
                            + " clock is ahead",
                    look);
        }
        return CLOCK.ok("the head of the chain is " + seconds(Math.max(0, millis)) + " old");
    }

    private static long epochSeconds(NodeVersion version) {
        return Math.max(1, version.blockDelaySeconds());
    }

    private static Duration age(Tipset head, Instant now) {
        long seconds = Math.min(Tipset.signed(head.secondsMin()), Instant.MAX.getEpochSecond());
        return Duration.between(Instant.ofEpochSecond(seconds), now);
    }

    private static String seconds(long millis) {
        long seconds = Math.round(millis / 1000.0);
        return seconds < 600 ? seconds + " s" : seconds / 60 + " min";
    }

    static Finding sync(Answer<Tipset> head, Answer<NodeVersion> version, Answer<List<SyncTask>> tasks, Instant now) {
        if (!head.isKnown() || !version.isKnown()) {
            return SYNC.unknown("no full node tells its head", null);
        }
        String wait = "`lotus sync wait` on the full node's host waits until it is in sync; `lotus sync status` tells"
                + " what it is at.";
        double epochs = age(head.value(), now).toMillis() / 1000.0 / epochSeconds(version.value());
        long height = head.value().height();
        String at = "its head, epoch " + height + ", is "
                + seconds(age(head.value(), now).toMillis()) + " old";
        if (epochs >= BEHIND_EPOCHS) {
            return SYNC.failure(at + ": proofs are made for a chain that went on", wait);
        }
        if (epochs >= SLOW_EPOCHS) {
            return SYNC.warning(at, wait);
        }
        for (SyncTask task : tasks.isKnown() ? tasks.value() : List.<SyncTask>of()) {
            if (task.isFailed() && task.targetEpoch() > height) {
                return SYNC.warning(
                        "a sync to epoch " + task.targetEpoch() + " failed"
                                + (task.message().isEmpty() ? "" : ": " + task.message()),
                        wait);
            }
            if (task.targetEpoch() >= height + BEHIND_EPOCHS) {
                return SYNC.warning("it is at epoch " + height + " of " + task.targetEpoch(), wait);
            }
        }
        return SYNC.ok("its head is epoch " + height);
    }

    /**
     * @param balances of the addresses that may pay for proofs, in the order they are tried
     * @param version tells a simulated chain, which takes no gas
     */
    static Finding balance(Answer<Map<String, BigInteger>> balances, Answer<Tipset> head, Answer<NodeVersion> version) {
        if (!head.isKnown() || !version.isKnown()) {
            return BALANCE.unknown("no full node tells the miner's addresses and what they hold", null);
        }
        if (!balances.isKnown()) {
            return BALANCE.unknown(balances);
        }
        String richest = null;
        BigInteger most = BigInteger.valueOf(-1);
        for (Map.Entry<String, BigInteger> each : balances.value().entrySet()) {
            if (each.getValue().compareTo(most) > 0) {
                richest = each.getKey();
                most = each.getValue();
            }
        }
        if (richest == null) {
            return BALANCE.failure(
                    "no address may pay for proofs: the worker and the owner are switched off as such",
                    "`lotus-miner actor control list` shows what each address is for.");
        }
        if (version.value().version().endsWith(SIMULATED)) {
            return BALANCE.ok("nothing is needed: this chain is simulated, and messages cost nothing");
        }
        BigInteger cost = PROOF_GAS.multiply(baseFee(head.value()));
        String first = balances.value().keySet().iterator().next();
        String mends = "`lotus send " + first + " AMOUNT` on the full node's host sends it FIL.";
        String holds = richest + " holds " + fil(most);
        if (most.signum() <= 0 || most.compareTo(cost) < 0) {
            return BALANCE.failure(
                    "no address can pay for a proof: " + holds + ", and one costs about " + fil(cost), mends);
        }
        if (most.compareTo(cost.multiply(BigInteger.valueOf(DAILY_PROOFS))) < 0) {
            return BALANCE.warning(
                    holds + ", which is less than a day of proofs at the base fee (about " + fil(cost) + " each)",
                    mends);
        }
        return BALANCE.ok(holds);
    }

    private static BigInteger baseFee(Tipset head) {
        return head.blocks().isEmpty() ? BigInteger.ZERO : head.blocks().get(0).parentBaseFee();
    }

    /** To four decimals, or in attoFIL if that would be nothing. */
    private static String fil(BigInteger attoFil) {
        BigDecimal fil = new BigDecimal(attoFil, FIL_DIGITS);
        BigDecimal rounded = fil.setScale(4, RoundingMode.HALF_UP);
        return rounded.signum() == 0 && attoFil.signum() != 0
                ? attoFil + " attoFIL"
                : rounded.stripTrailingZeros().toPlainString() + " FIL";
    }

    static Finding pool(Answer<List<PendingProof>> pending, Answer<ProvingWindow> window, Answer<Tipset> head) {
        if (!head.isKnown()) {
            return POOL.unknown("no full node tells its pool", null);
        }
        if (!pending.isKnown()) {
            return POOL.unknown(pending);
        }
        BigInteger fee = baseFee(head.value());
        for (PendingProof each : pending.value()) {
            String what = "the WindowPoSt of "
                    + (each.deadline() == null ? "an unknown deadline" : "deadline " + each.deadline());
            String mends = "`lotus mpool replace --auto " + each.from() + " " + each.nonce()
                    + "` on the full node's host offers more for it.";
            if (each.feeCap().compareTo(fee) < 0) {
                return POOL.failure(
                        what + " is stuck: it pays at most " + each.feeCap() + " attoFIL a unit of gas, and the base"
                                + " fee is " + fee,
                        mends);
            }
            if (window.isKnown()
                    && each.deadline() != null
                    && each.deadline() != window.value().deadlineIndex()) {
                return POOL.failure(
                        what + " is stuck: that deadline is not open any more",
                        "A message before it keeps it there: `lotus mpool pending --local` on the full node's host"
                                + " shows those of " + each.from() + ", and `lotus mpool replace --auto` moves one.");
            }
            if (window.isKnown() && window.value().close() - window.value().currentEpoch() <= LATE_EPOCHS) {
                return POOL.warning(
                        what + " waits in the pool, and the deadline closes in "
                                + (window.value().close() - window.value().currentEpoch()) + " epochs",
                        mends);
            }
        }
        return POOL.ok(
                pending.value().isEmpty()
                        ? "none waits there"
                        : pending.value().size() + " on the way, which pay enough for the base fee");
    }

    /** The addresses that pay for proofs; of a miner that does not tell its use of them, as by default. */
    static List<String> payers(MinerInfo info, Answer<AddressUse> use) {
        return (use.isKnown() ? use.value() : AddressUse.DEFAULT).forProofs(info);
    }
}
