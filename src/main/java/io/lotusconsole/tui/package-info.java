/**
 * The dashboard: what is on the screen and what keys do, as pure functions of a {@link io.lotusconsole.feed.Picture},
 * and the one thread that owns the screen.
 *
 * <p>Lanterna stays in here, and of it the screen layer only: cells, their difference, keys. Nothing in here asks a
 * node or waits for one.
 */
package io.lotusconsole.tui;
