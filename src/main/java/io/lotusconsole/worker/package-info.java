/**
 * The PoSt worker: pre-flight, registration, session, the tasks a miner gives it, vanilla reads, leaving, the drill,
 * and what it tells of itself.
 *
 * <p>Above all stands "first, do no harm" (design, decision 6): it attaches only if it is able, tells inability by a
 * closed connection and never by an error that would end the miner's search, and never skips a sector for the fault
 * of something else. Nothing here reads the environment, writes to a storage path, or ends the process: the command
 * that runs it does.
 */
package io.lotusconsole.worker;
