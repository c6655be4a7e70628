/**
 * What tests share: recorded data, a miner and a full node that replay it, golden files, mutations.
 *
 * <p>Nothing here uses the product's own JSON reader or client, so that a fault in those cannot hide
 * itself. The product is reached through two seams only, {@link io.lotusconsole.support.ConsoleUnderTest}
 * and {@link io.lotusconsole.support.ReplyDecoder}.
 */
package io.lotusconsole.support;
