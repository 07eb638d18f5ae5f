package io.levibot.calibration.stats;

/**
 * The risk-adjusted cumulative sum chart of calibration (Steiner, Cook, Farewell and Treasure 2000): the log likelihood
 * ratio of "the odds are r times the forecast's" against "the forecast is right", kept at 0 or above; an alarm when it
 * passes a limit, after which it starts at 0. r above 1 watches for events more frequent than forecast, r below 1 for
 * rarer ones: run one of each.
 *
 * <p>Mutable and not thread-safe: one stream, one thread. Deterministic.
 *
 * @since 0.1.0
 */
public final class RiskAdjustedCusum {

    private final double oddsRatio;
    private final double limit;
    private double statistic;
    private boolean restartDue;

    /**
     * A chart at 0.
     *
     * @param oddsRatio above 0 and not 1; 2 and one half are usual
     * @param limit above 0; 4.5 is usual for slow charts
     */
    public RiskAdjustedCusum(double oddsRatio, double limit) {
        this.oddsRatio = oddsRatio(oddsRatio);
        this.limit = Checks.positive("limit", limit);
    }

    /**
     * Takes the next labelled forecast.
     *
     * @param probability in [0, 1]
     * @param outcome 0 or 1
     * @return whether the limit was passed
     */
    public boolean update(double probability, int outcome) {
        double start = restartDue ? 0 : statistic;
        statistic = Math.max(0, start + weight(probability, outcome, oddsRatio));
        restartDue = statistic > limit;
        return restartDue;
    }

    /** The sum after the latest forecast, before an alarm puts it back to 0; not negative. */
    public double statistic() {
        return statistic;
    }

    static double oddsRatio(double value) {
        Checks.positive("oddsRatio", value);
        if (value == 1) {
            throw new IllegalArgumentException("oddsRatio is 1; it must differ from 1, or there is nothing to watch");
        }
        return value;
    }

    /** The log likelihood ratio of one outcome: {@code y ln r - ln(1 - p + r p)}. */
    static double weight(double probability, int outcome, double oddsRatio) {
        LabelledForecast.check(probability, outcome);
        double logOdds = outcome == 1 ? StrictMath.log(oddsRatio) : 0;
        return logOdds - StrictMath.log1p((oddsRatio - 1) * probability);
    }
}
