/**
 * The two programs: {@link io.lotusconsole.Main} is {@code lotus-miner}, {@link
 * io.lotusconsole.WorkerMain} is {@code lotus-worker}.
 *
 * <p>Only what must touch the process lives here: environment, standard streams, clock, exit
 * status. Everything else belongs in a package below.
 */
package io.lotusconsole;
