package io.lotusconsole.embedded;

import io.lotusconsole.prover.Prover;
import io.lotusconsole.prover.TestNetworkProver;
import java.time.Duration;
import java.util.Objects;

/**
 * How an {@link EmbeddedMiner} proves, and how it treats its workers.
 *
 * @param prover makes and checks proofs of 2 KiB sectors, parameters at hand; null if there is none
 * @param sealing seals the sectors; null if there is none
 * @param missing one clause on why nothing can be proven; null if it can
 * @param winEvery epochs between two winning tickets, from 1
 * @param deadlinePartitions partitions that a deadline gets before the next one gets its first, from 1
 * @param isPreChecking whether the miner reads every sector before it has a deadline proven, and leaves out what it
 *     cannot read (not {@code DisableWDPoStPreChecks})
 * @param sessionCheck pause between two looks at a worker's session; 10 s on a real miner
 * @param sessionLimit a worker that takes longer to answer is disabled; 5 s on a real miner
 * @param observer told of every proof
 */
public record Proving(
        Prover prover,
        TestNetworkProver sealing,
        String missing,
        int winEvery,
        int deadlinePartitions,
        boolean isPreChecking,
        Duration sessionCheck,
        Duration sessionLimit,
        ProofObserver observer) {
    /** A winning ticket every so many epochs: a proof of one takes 5 s on two cores, an epoch one second. */
    public static final int WIN_EVERY = 20;

    public static final int WIN_EVERY_MAX = 1_000_000;
    public static final int DEADLINE_PARTITIONS_MAX = 100;

    /** {@code heartbeat} of {@code storage/sealer/sched_post.go}. */
    private static final Duration SESSION_CHECK = Duration.ofSeconds(10);

    private static final Duration SESSION_LIMIT = Duration.ofSeconds(5);

    public Proving {
        Objects.requireNonNull(observer);
        if (missing == null) {
            Objects.requireNonNull(prover);
            Objects.requireNonNull(sealing);
        }
        if (winEvery < 1 || winEvery > WIN_EVERY_MAX) {
            throw new IllegalArgumentException("a winning ticket comes every 1 to " + WIN_EVERY_MAX + " epochs");
        }
        if (deadlinePartitions < 1 || deadlinePartitions > DEADLINE_PARTITIONS_MAX) {
            throw new IllegalArgumentException("from 1 to " + DEADLINE_PARTITIONS_MAX + " partitions a deadline");
        }
        if (sessionCheck.isZero() || sessionCheck.isNegative() || sessionLimit.toMillis() < 1) {
            throw new IllegalArgumentException("a session is checked at intervals, within a limit");
        }
    }

    /** With a prover, everything else as on a real miner. */
    public static Proving with(Prover prover, TestNetworkProver sealing) {
        return new Proving(prover, sealing, null, WIN_EVERY, 1, true, SESSION_CHECK, SESSION_LIMIT, ProofObserver.NONE);
    }

    /** Sectors are never sealed nor proven. @param missing why, one clause */
    public static Proving missing(String missing) {
        return new Proving(
                null,
                null,
                Objects.requireNonNull(missing),
                WIN_EVERY,
                1,
                true,
                SESSION_CHECK,
                SESSION_LIMIT,
                ProofObserver.NONE);
    }

    /** Whether there is a prover. */
    public boolean isPossible() {
        return missing == null;
    }

    public Proving withWinEvery(int epochs) {
        return new Proving(
                prover,
                sealing,
                missing,
                epochs,
                deadlinePartitions,
                isPreChecking,
                sessionCheck,
                sessionLimit,
                observer);
    }

    public Proving withDeadlinePartitions(int partitions) {
        return new Proving(
                prover, sealing, missing, winEvery, partitions, isPreChecking, sessionCheck, sessionLimit, observer);
    }

    public Proving withoutPreChecks() {
        return new Proving(
                prover, sealing, missing, winEvery, deadlinePartitions, false, sessionCheck, sessionLimit, observer);
    }

    public Proving withSessionChecks(Duration every, Duration limit) {
        return new Proving(
                prover, sealing, missing, winEvery, deadlinePartitions, isPreChecking, every, limit, observer);
    }

    public Proving withObserver(ProofObserver told) {
        return new Proving(
                prover,
                sealing,
                missing,
                winEvery,
                deadlinePartitions,
                isPreChecking,
                sessionCheck,
                sessionLimit,
                told);
    }
}
