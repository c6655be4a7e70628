/**
 * A miner and a full node in this process, in small: the JSON-RPC of both on real sockets, sealed sectors, deadlines
 * and tickets, workers that attach, over a simulated chain, for {@code demo}, {@code devnet} and tests.
 *
 * <p>Nothing in it is invented: what nobody proved does not count as proven, a proof that does not hold does not
 * count, who is not attached is not listed, and its version says {@code +simulated}. It speaks the wire by itself and
 * never uses the client of {@code lotus}, lest the two agree on a mistake; it never uses the worker's room either.
 */
package io.lotusconsole.embedded;
