/**
 * Codecs: one class a family of wire values, reading and writing them exactly as Go does
 * ({@code reference/protocol.md} 4 and 5). Total: what is unknown is kept or skipped, never a crash.
 */
package io.lotusconsole.lotus.wire;
