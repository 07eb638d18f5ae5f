package io.levibot.calibration.stats;

/**
 * The cumulative sum chart of the residuals y - p (Page 1954), one side for each direction: each grows by the residual
 * less an allowance, is kept at 0 or above, and gives an alarm when it passes the limit, after which that side starts
 * at 0.
 *
 * <p>Mutable and not thread-safe: one stream, one thread. Deterministic.
 *
 * @since 0.1.0
 */
public final class ResidualCusum {

    private final double allowance;
    private final double limit;
    private double up;
    private double down;
    private boolean upAlarm;
    private boolean downAlarm;

    /**
     * A chart at 0.
     *
     * @param allowance a probability, not negative: half the shift worth seeing
     * @param limit above 0
     */
    public ResidualCusum(double allowance, double limit) {
        this.allowance = Checks.notNegative("allowance", allowance);
        this.limit = Checks.positive("limit", limit);
    }

    /**
     * Takes the next labelled forecast.
     *
     * @param probability in [0, 1]
     * @param outcome 0 or 1
     * @return whether a side passed the limit; {@link #upAlarm()} and {@link #downAlarm()} say which
     */
    public boolean update(double probability, int outcome) {
        LabelledForecast.check(probability, outcome);
        double residual = outcome - probability;
        up = Math.max(0, (upAlarm ? 0 : up) + residual - allowance);
        down = Math.max(0, (downAlarm ? 0 : down) - residual - allowance);
        upAlarm = up > limit;
        downAlarm = down > limit;
        return upAlarm || downAlarm;
    }

    /** Whether the latest forecast brought the alarm "events are more frequent than forecast". */
    public boolean upAlarm() {
        return upAlarm;
    }

    /** Whether the latest forecast brought the alarm "events are rarer than forecast". */
    public boolean downAlarm() {
        return downAlarm;
    }

    /** The sum for events more frequent than forecast, before an alarm puts it back to 0. */
    public double upStatistic() {
        return up;
    }

    /** The sum for events rarer than forecast, before an alarm puts it back to 0. */
    public double downStatistic() {
        return down;
    }
}
