/**
 * What users read and press outside the programs: completion scripts, and the values that one command or flag may have,
 * from the commands as plain values. Man pages are made from the same values when the build is tested.
 *
 * <p>Pure text: no I/O, no command line library; {@code cli} fills in the values from its model. Not on the way of the
 * prompt.
 */
package io.lotusconsole.manual;
