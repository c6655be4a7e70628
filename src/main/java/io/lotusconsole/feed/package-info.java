/**
 * Looking again and again, with manners: how often a miner may be asked, and by how many at once; what is known by
 * that, how old each figure is, what happened between two looks, and what was seen last, for what may not ask at all.
 *
 * <p>{@code WorkerStats} holds scheduler locks of the miner while it waits up to 3 s per dead worker, so
 * everything that polls goes through here (design, decision 6).
 */
package io.lotusconsole.feed;
