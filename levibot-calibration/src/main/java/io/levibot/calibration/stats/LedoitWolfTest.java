package io.levibot.calibration.stats;

/**
 * Ledoit and Wolf's test that two strategies have the same Sharpe ratio (2008, "Robust performance hypothesis testing
 * with the Sharpe ratio"): the difference over its standard error, whose distribution comes from a circular block
 * bootstrap with a standard error of its own in each draw. Right for heavy tails and for dependence in time and between
 * both series.
 *
 * @param difference first ratio minus second, per period, with the 1/n standard deviation of the paper
 * @param standardError from the long-run variance (Parzen kernel, bandwidth of Andrews 1991)
 * @param pValue two-sided, for equal ratios
 * @param interval symmetric, from the studentised draws
 * @since 0.1.0
 */
public record LedoitWolfTest(double difference, double standardError, double pValue, ConfidenceInterval interval) {

    /**
     * How the test draws.
     *
     * @param blockLength of the circular bootstrap in periods, at least 1; 1 treats periods as independent
     * @param draws at least 1; 1000 or more
     * @param confidence of the interval, in (0, 1)
     * @param seed of all drawing
     * @since 0.1.0
     */
    public record Config(int blockLength, int draws, double confidence, long seed) {
        public Config {
            Checks.atLeast("blockLength", blockLength, 1);
            Checks.atLeast("draws", draws, 1);
            Checks.openUnit("confidence", confidence);
        }
    }

    /**
     * Tests two series of the same periods.
     *
     * @param first finite, not all equal, at least four blocks long
     * @param second likewise, as many
     */
    public static LedoitWolfTest of(double[] first, double[] second, Config config) {
        Checks.sameLength("first", first.length, "second", second.length);
        Checks.atLeast("number of periods", first.length, Math.max(8, 4 * config.blockLength()));
        Checks.finite("first", first);
        Checks.finite("second", second);
        PairedMoments pair = new PairedMoments(first, second);
        PairedMoments.Point sample = pair.sample();
        double difference = sample.difference();
        double standardError = Math.sqrt(LongRunVariance.parzen(pair.influence(sample)) / first.length);
        if (!(standardError > 0)) {
            throw new IllegalArgumentException("the difference of the Sharpe ratios does not vary: "
                    + "a series is constant, or both are the same");
        }
        double[] studentised = new double[config.draws()];
        for (int draw = 0; draw < studentised.length; draw++) {
            SplitMix64 random = SplitMix64.stream(config.seed(), draw);
            studentised[draw] = pair.studentisedDraw(random, config.blockLength(), difference);
        }
        NullDistribution spread = NullDistribution.of(Math.abs(difference) / standardError, studentised);
        double half = spread.quantile(config.confidence()) * standardError;
        ConfidenceInterval interval =
                new ConfidenceInterval(difference, difference - half, difference + half, config.confidence());
        return new LedoitWolfTest(difference, standardError, spread.upperPValue(), interval);
    }
}
