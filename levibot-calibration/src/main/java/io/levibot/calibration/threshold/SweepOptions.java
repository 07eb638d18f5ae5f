package io.levibot.calibration.threshold;

import io.levibot.api.spi.PluginConfig;

/**
 * What makes a point of the sweep viable, and where the points lie.
 *
 * @param minTrades fewest entries
 * @param maxDrawdown largest drawdown, a fraction
 * @param grid where the points lie
 */
record SweepOptions(int minTrades, double maxDrawdown, Grid grid) {
    static final String MIN_TRADES = "min-trades";
    static final String MAX_DRAWDOWN = "max-drawdown";
    static final String GRID = "grid";

    static final int DEFAULT_MIN_TRADES = 30;
    static final double DEFAULT_MAX_DRAWDOWN = 0.15;
    private static final int MOST_TRADES = 1_000_000;

    /** Where the points of the sweep lie. */
    enum Grid {
        /** At quantiles of the probabilities that the sweep sees, so that every point has a chance to trade. */
        QUANTILE,
        /** At fixed distances from the neutral probability. */
        OFFSET
    }

    static SweepOptions from(PluginConfig config) {
        return new SweepOptions(
                (int) config.integer(MIN_TRADES, DEFAULT_MIN_TRADES, 1, MOST_TRADES),
                config.number(MAX_DRAWDOWN, DEFAULT_MAX_DRAWDOWN, Double.MIN_VALUE, 1.0),
                config.choice(GRID, Grid.class, Grid.QUANTILE));
    }
}
