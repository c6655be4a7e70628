/**
 * Groth16 parameter files: which a role needs, whether they are the published ones, fetching them, and making
 * those of a test network.
 *
 * <p>The list of files comes from the proof library itself. Bouncy Castle's BLAKE2b stays in here. A file that is
 * good is never removed or written to; a file of its final name is always whole.
 */
package io.lotusconsole.params;
