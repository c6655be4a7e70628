/**
 * The checks of {@code doctor}: what is asked and looked at, and what is made of it.
 *
 * <p>Examinations ask, beside each other and within bounds; verdicts are pure functions over what came of it, and say
 * in each case what mends it. Everything here only reads: no call that changes anything is made, no file is written, no
 * lock taken. Text for people is made of verdicts in {@code render}.
 */
package io.lotusconsole.doctor;
