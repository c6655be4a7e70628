/**
 * The dialect: how Lotus names its methods, writes its values and keeps its addresses and tokens.
 *
 * <p>{@link io.lotusconsole.lotus.MinerClient} and {@link io.lotusconsole.lotus.FullNodeClient} turn
 * calls into domain values; {@code wire} has the codecs. No text for people but the words of errors.
 */
package io.lotusconsole.lotus;
