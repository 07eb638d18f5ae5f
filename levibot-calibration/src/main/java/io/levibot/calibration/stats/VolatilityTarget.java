package io.levibot.calibration.stats;

/**
 * Sizes a position so that its returns have a wanted volatility: the target over the forecast, both per year (Moreira and Muir
 * 2017, "Volatility-managed portfolios"; Harvey et al. 2018, "The impact of volatility targeting").
 *
 * <p>Immutable and thread-safe.
 *
 * @param annualTarget standard deviation of yearly returns that is aimed at, a fraction, above 0 (0.20 is 20 %)
 * @param periodsPerYear of the volatilities that will be given, above 0; 35 040 for 15-minute bars around the clock
 * @param most the largest fraction of the equity, finite and above 0
 * @since 0.1.0
 */
public record VolatilityTarget(double annualTarget, double periodsPerYear, double most) {

    /** @throws IllegalArgumentException if a part is NaN, infinite or not above 0 */
    public VolatilityTarget {
        Checks.positive("annualTarget", annualTarget);
        Checks.positive("periodsPerYear", periodsPerYear);
        Checks.positive("most", most);
    }

    /** The standard deviation per period that is aimed at: {@code annualTarget / sqrt(periodsPerYear)}. */
    public double targetPerPeriod() {
        return annualTarget / Math.sqrt(periodsPerYear);
    }

    /**
     * The fraction of the equity to trade.
     *
     * @param volatility forecast standard deviation of the asset's returns per period, a fraction, at least 0. Scaling it to a
     *     year by the root of time takes returns as uncorrelated
     * @return in (0, {@code most}], and 0 when the volatility is NaN (not known yet) or 0 (prices that do not move are no measure
     *     of risk): what cannot be measured is not traded
     * @throws IllegalArgumentException if the volatility is negative or infinite
     */
    public double fraction(double volatility) {
        if (Double.isNaN(volatility)) {
            return 0;
        }
        Checks.notNegative("volatility", volatility);
        return volatility == 0 ? 0 : Math.min(most, targetPerPeriod() / volatility);
    }
}
