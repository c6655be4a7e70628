package io.lotusconsole.storage;

/**
 * One place that a sector was tried to be read from.
 *
 * @param place root of an own storage path, or base URL of a host
 * @param storageId of the path; of the first one, if a host serves the sector from several
 * @param millis it took
 * @param fault null if it served
 * @param detail what was said there; empty if it served. May carry text of a peer, which is not escaped
 */
public record ReadAttempt(String place, String storageId, long millis, ReadFault fault, String detail) {}
