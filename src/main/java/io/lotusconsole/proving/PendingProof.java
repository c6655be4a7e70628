package io.lotusconsole.proving;

import java.math.BigInteger;

/**
 * A message with a WindowPoSt that waits in a full node's pool for a block.
 *
 * @param from address that pays for it
 * @param feeCap most attoFIL a unit of gas; below the base fee no block takes it
 * @param deadline that it proves, 0 to 47; null if its parameters do not tell
 */
public record PendingProof(String from, long nonce, BigInteger feeCap, Integer deadline) {}
