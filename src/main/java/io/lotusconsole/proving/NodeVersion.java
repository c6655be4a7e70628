package io.lotusconsole.proving;

/**
 * What a Lotus process says of itself.
 *
 * @param apiVersion major, minor and patch in 8 bits each
 * @param blockDelaySeconds length of an epoch
 */
public record NodeVersion(String version, long apiVersion, long blockDelaySeconds) {}
