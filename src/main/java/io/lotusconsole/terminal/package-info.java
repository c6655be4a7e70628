/**
 * The terminal itself, through JLine: its size, raw mode, signals, giving it back, and what it can show.
 *
 * <p>JLine stays in here. Loaded only by commands that draw in place.
 */
package io.lotusconsole.terminal;
