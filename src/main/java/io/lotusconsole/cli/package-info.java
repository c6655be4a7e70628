/**
 * The command line: one class a command, over picocli's model.
 *
 * <p>A command parses, asks, and hands a report to {@code render}; it formats nothing itself. {@link
 * io.lotusconsole.cli.Console} builds only the path of the command that was asked for, and {@link
 * io.lotusconsole.cli.ErrorReporter} is the one place where an exception becomes text and exit status.
 */
package io.lotusconsole.cli;
