/**
 * The terminal itself, through JLine: its size, and later raw mode, signals and restoring it.
 *
 * <p>JLine stays in here (and in the later {@code shell}). Loaded only by commands that draw in place.
 */
package io.lotusconsole.terminal;
