/**
 * What tests share: recorded data, a miner and a full node that replay it, golden files, mutations.
 *
 * <p>Nothing here uses the product's own JSON reader or client, so that a fault in those cannot hide
 * itself. The product is reached through two seams only, {@link io.lotusconsole.support.ConsoleUnderTest}
 * and {@link io.lotusconsole.support.ReplyDecoder}. {@link io.lotusconsole.support.AnsweringWorker} is made of the
 * product's server and codecs, which the recordings of a real worker hold to the truth.
 */
package io.lotusconsole.support;
