/**
 * Pure text: domain values, style, time zone and now in; characters out.
 *
 * <p>Nothing here does I/O of its own, asks the clock or knows where its text goes: a {@link
 * io.lotusconsole.render.TextSink} or a {@code DocumentWriter} takes it. Imports {@code proving} and
 * {@code json} only. Section numbers in comments are those of Lotus's own behaviour as recorded.
 */
package io.lotusconsole.render;
