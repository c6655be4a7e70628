package io.lotusconsole.proving;

/**
 * A worker that was started on this machine, and of which nothing else is known.
 *
 * @param why its record cannot be read, as a clause that names the file
 */
public record UnreadableWorker(String name, String why) {}
