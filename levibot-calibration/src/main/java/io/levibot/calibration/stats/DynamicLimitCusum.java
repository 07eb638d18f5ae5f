package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * The risk-adjusted chart of {@link RiskAdjustedCusum} with limits that are simulated from the forecasts themselves
 * (Zhang and Woodall 2015; Franck, Driscoll, Szajnfarber and Woodall 2025, arXiv 2510.25573): beside the chart run many
 * charts of a calibrated model on the same forecasts, and the limit at each step is their upper quantile, given no
 * earlier alarm. So the false-alarm rate per forecast is held whatever forecasts come, and its inverse is the mean
 * number of forecasts between false alarms.
 *
 * <p>Mutable and not thread-safe: one stream, one thread. The same seed gives the same limits. Memory and time per
 * forecast are of the order of the number of paths.
 *
 * @since 0.1.0
 */
public final class DynamicLimitCusum {

    private final double oddsRatio;
    private final double falseAlarmRate;
    private final SplitMix64 random;
    private final double[] paths;
    private final double[] sorted;
    private double statistic;
    private double limit;
    private boolean restartDue;

    /**
     * A chart at 0.
     *
     * @param oddsRatio above 0 and not 1
     * @param falseAlarmRate per forecast, in (0, 1): 0.001 for one false alarm in a thousand forecasts
     * @param paths how many charts are simulated; at least 10 expected above the limit, that is
     *     {@code 10 / falseAlarmRate}
     * @param seed of the simulation
     */
    public DynamicLimitCusum(double oddsRatio, double falseAlarmRate, int paths, long seed) {
        this.oddsRatio = RiskAdjustedCusum.oddsRatio(oddsRatio);
        this.falseAlarmRate = Checks.openUnit("falseAlarmRate", falseAlarmRate);
        if (paths * falseAlarmRate < 10) {
            throw new IllegalArgumentException("paths is " + paths + "; a rate of " + falseAlarmRate
                    + " needs at least " + Math.ceil(10 / falseAlarmRate));
        }
        this.random = SplitMix64.stream(seed, 0);
        this.paths = new double[paths];
        this.sorted = new double[paths];
    }

    /**
     * Takes the next labelled forecast.
     *
     * @param probability in [0, 1]
     * @param outcome 0 or 1
     * @return whether the limit of this step was passed; the chart and its simulated companions then start at 0
     */
    public boolean update(double probability, int outcome) {
        double weight = RiskAdjustedCusum.weight(probability, outcome, oddsRatio);
        if (restartDue) {
            statistic = 0;
            Arrays.fill(paths, 0);
        }
        statistic = Math.max(0, statistic + weight);
        simulate(probability);
        limit = quantile();
        restartDue = statistic > limit;
        replaceAlarmed();
        return restartDue;
    }

    /** The sum after the latest forecast, before an alarm puts it back to 0. */
    public double statistic() {
        return statistic;
    }

    /** The limit of the latest forecast. */
    public double limit() {
        return limit;
    }

    private void simulate(double probability) {
        double onEvent = RiskAdjustedCusum.weight(probability, 1, oddsRatio);
        double onNone = RiskAdjustedCusum.weight(probability, 0, oddsRatio);
        for (int i = 0; i < paths.length; i++) {
            paths[i] = Math.max(0, paths[i] + (random.nextDouble() < probability ? onEvent : onNone));
        }
    }

    /** The smallest value that no more than the wanted share of paths exceeds. */
    private double quantile() {
        System.arraycopy(paths, 0, sorted, 0, paths.length);
        Arrays.sort(sorted);
        int mostAbove = (int) Math.floor(falseAlarmRate * paths.length);
        return sorted[paths.length - 1 - mostAbove];
    }

    /** Paths that passed the limit have alarmed: others, drawn at random, take their place. */
    private void replaceAlarmed() {
        int quiet = Arrays.binarySearch(sorted, limit);
        while (quiet < sorted.length && sorted[quiet] <= limit) {
            quiet++;
        }
        for (int i = 0; i < paths.length; i++) {
            if (paths[i] > limit) {
                paths[i] = sorted[random.nextInt(quiet)];
            }
        }
    }
}
