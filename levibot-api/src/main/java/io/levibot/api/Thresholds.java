package io.levibot.api;

/**
 * Probabilities at which a position is opened and closed.
 *
 * @param entry a flat book enters when the probability is above this; in [0, 1]
 * @param exit an open position is closed when the probability is below this; in [0, entry]
 * @since 0.1.0
 */
public record Thresholds(double entry, double exit) {
    /** @throws IllegalArgumentException unless 0 &lt;= exit &lt;= entry &lt;= 1 */
    public Thresholds {
        if (!(0.0 <= exit && exit <= entry && entry <= 1.0)) {
            throw new IllegalArgumentException(
                    "thresholds entry " + entry + ", exit " + exit + ": allowed is 0 <= exit <= entry <= 1");
        }
    }
}
