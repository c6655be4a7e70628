/**
 * The workers that the console started on this machine: starting them so that they outlive it, finding them again,
 * their logs, and their end; and those that are its children, which do not outlive it.
 *
 * <p>A worker is a process with a directory of its own: its repository, its log, and the record of which process it is.
 * What it does in there is its own business, and this package knows no more of it than that directory and its {@code
 * /status}. Nothing but a process that is the recorded one, by its id and by the moment it began, or is a child of
 * ours, is ever signalled.
 */
package io.lotusconsole.launcher;
