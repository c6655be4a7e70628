package io.lotusconsole.worker;

/**
 * The rhythm of a worker's life, milliseconds. Tests shorten it; {@link #USUAL} is what a real miner expects.
 *
 * @param heartbeatMillis between two questions for the miner's session, as a real worker asks ({@code
 *     cli/worker/worker.go})
 * @param silenceMillis a miner that answers, but has not polled us for this long, has lost us (design, decision 6);
 *     a miner polls every 10 s with a limit of 5 s
 * @param retryMillisMax longest pause between attempts to reach or to join the miner; it doubles up to this
 * @param takingMillis after a signal to leave, what arrives this long is still taken: until then the miner may not
 *     have noticed
 * @param farewellMillis how long the last poll is waited for, in which the miner learns that we are gone
 * @param selfCheckMillis between two self-checks while unable
 */
public record WorkerTimes(
        long heartbeatMillis,
        long silenceMillis,
        long retryMillisMax,
        long takingMillis,
        long farewellMillis,
        long selfCheckMillis) {
    public static final WorkerTimes USUAL = new WorkerTimes(10_000, 45_000, 10_000, 16_000, 15_000, 5_000);
}
