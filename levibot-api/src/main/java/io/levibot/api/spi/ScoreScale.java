package io.levibot.api.spi;

/**
 * What a predictor's raw score is.
 *
 * @since 0.1.0
 */
public enum ScoreScale {
    /** Log-odds: ln(p / (1 - p)), any finite number; what a binary LightGBM model adds up. */
    LOG_ODDS,
    /** Already an (uncalibrated) probability in [0, 1]. */
    PROBABILITY,
    /** Any other number that grows with the chance of the label. */
    MARGIN
}
