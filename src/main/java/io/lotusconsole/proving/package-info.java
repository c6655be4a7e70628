/**
 * The domain of proving: workers, tasks, deadlines, partitions, sector sets, epochs, balances.
 *
 * <p>Immutable values and the arithmetic on them. No I/O, no clock, nothing outside the JDK, no
 * other package of ours. Every package may import this one.
 */
package io.lotusconsole.proving;
