package io.lotusconsole.render;

/** The two styles of text. */
public enum Style {
    /** The layout of the documentation page with right arithmetic; the default. */
    CLASSIC,
    /** Byte for byte what lotus-miner v1.36 prints, quirks too, except that nothing crashes. */
    LOTUS
}
