package io.levibot.calibration.stats;

/**
 * An anytime-valid test of calibration by betting (Shafer 2021; Waudby-Smith and Ramdas 2024): several gamblers start
 * with equal capital and each bets a fixed share on the residual y - p. While forecasts are calibrated their joint
 * capital is a martingale from 1, so the chance that it ever reaches {@code 1/alpha} is at most alpha (Ville 1939),
 * however often one looks.
 *
 * <p>It judges all forecasts since the start; for a change after a long good run, restart it or use a chart.
 * Mutable and not thread-safe: one stream, one thread. Deterministic. O(1) time and memory per forecast.
 *
 * @since 0.1.0
 */
public final class CalibrationEProcess {

    /** Bets on both signs; below 1 in size, so that no single outcome can ruin a gambler. */
    private static final double[] BETS = {-0.8, -0.4, -0.2, -0.1, -0.05, 0.05, 0.1, 0.2, 0.4, 0.8};

    private final double[] logCapital = new double[BETS.length];

    /** A test that has seen nothing. */
    public CalibrationEProcess() {}

    /**
     * Takes the next labelled forecast, which must have been made before the outcome was known.
     *
     * @param probability in [0, 1]
     * @param outcome 0 or 1
     */
    public void update(double probability, int outcome) {
        LabelledForecast.check(probability, outcome);
        for (int i = 0; i < BETS.length; i++) {
            logCapital[i] += StrictMath.log1p(BETS[i] * (outcome - probability));
        }
    }

    /** Natural logarithm of the joint capital; 0 at the start. */
    public double logCapital() {
        double largest = Double.NEGATIVE_INFINITY;
        for (double value : logCapital) {
            largest = Math.max(largest, value);
        }
        double sum = 0;
        for (double value : logCapital) {
            sum += StrictMath.exp(value - largest);
        }
        return largest + StrictMath.log(sum / BETS.length);
    }

    /** An anytime-valid p-value: one over the capital, at most 1. */
    public double pValue() {
        return Math.min(1, StrictMath.exp(-logCapital()));
    }
}
