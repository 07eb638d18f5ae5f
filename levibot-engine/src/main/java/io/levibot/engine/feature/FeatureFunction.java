package io.levibot.engine.feature;

/**
 * One feature as a function of the last {@link #bars} bars of one symbol.
 *
 * <p>Called by a pipeline once per bar, as soon as that many bars are there. Must be a pure function of those bars: no state, no
 * older bars, no clock, no {@code Math} function whose last bit may differ between platforms. May return NaN or an infinity for
 * "undefined here", which the pipeline makes NaN. Must not allocate.
 */
interface FeatureFunction {

    /** Returns how many bars the value depends on, the current one included; at least 1. */
    int bars();

    /** Returns the value at the current bar. */
    double value(BarHistory history);
}
