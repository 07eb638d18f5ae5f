package io.levibot.calibration.stats;

/**
 * A Sharpe ratio with what its sampling distribution depends on, and the inference drawn from it. All ratios are per
 * period: never annualise before inference.
 *
 * <p>Two forms live side by side under names that carry their year. The <b>2012</b> form (Bailey and López de Prado,
 * "The Sharpe ratio efficient frontier") puts the observed ratio into the standard error and n-1 under it. The
 * <b>2025</b> form (López de Prado, Lipton and Zoonekynd, "How to use the Sharpe ratio", SSRN 5520741) takes the
 * standard error under the hypothesis that is tested, with n, and allows for returns that follow a first-order
 * autoregression; prefer it.
 *
 * @param sharpe the observed ratio, per period, finite
 * @param observations the number of returns, above 1; need not be whole, so that published examples can be re-run
 * @param skewness of the returns, 0 for a normal
 * @param kurtosis of the returns, 3 for a normal, at least {@code 1 + skewness²} (no distribution has less)
 * @param autocorrelation of lag 1, in (-1, 1); read by the 2025 form alone
 * @since 0.1.0
 */
public record SharpeEstimate(
        double sharpe, double observations, double skewness, double kurtosis, double autocorrelation) {

    /** How far rounding of published moments may break the inequality between skewness and kurtosis. */
    private static final double ROUNDING = 1e-3;

    public SharpeEstimate {
        Checks.finite("sharpe", sharpe);
        Checks.finite("observations", observations);
        Checks.finite("skewness", skewness);
        Checks.finite("kurtosis", kurtosis);
        if (!(observations > 1)) {
            throw new IllegalArgumentException("observations is " + observations + "; it must be above 1");
        }
        if (kurtosis < (1 + skewness * skewness) * (1 - ROUNDING)) {
            throw new IllegalArgumentException("kurtosis " + kurtosis + " is impossible with skewness " + skewness
                    + "; it is at least 1 + skewness squared (the plain kurtosis, 3 for a normal, not the excess)");
        }
        if (!(autocorrelation > -1 && autocorrelation < 1)) {
            throw new IllegalArgumentException(
                    "autocorrelation is " + autocorrelation + "; it must lie strictly between -1 and 1");
        }
    }

    /** From moments, with independent returns. */
    public static SharpeEstimate independent(double sharpe, double observations, double skewness, double kurtosis) {
        return new SharpeEstimate(sharpe, observations, skewness, kurtosis, 0);
    }

    /**
     * From returns, their first autocorrelation included.
     *
     * @param returns at least three, finite, not all equal
     */
    public static SharpeEstimate of(double[] returns) {
        Checks.atLeast("number of returns", returns.length, 3);
        ReturnMoments moments = ReturnMoments.of(returns);
        if (moments.standardDeviation() == 0) {
            throw new IllegalArgumentException(
                    "all " + returns.length + " returns are equal: there is no Sharpe ratio to judge");
        }
        return new SharpeEstimate(
                moments.sharpe(),
                returns.length,
                moments.skewness(),
                moments.kurtosis(),
                SharpeRatio.autocorrelations(returns, 1)[0]);
    }

    /** The same with another first autocorrelation, in (-1, 1). */
    public SharpeEstimate withAutocorrelation(double rho) {
        return new SharpeEstimate(sharpe, observations, skewness, kurtosis, rho);
    }

    /** Standard error at the observed ratio with n-1 (Mertens 2002; Bailey and López de Prado 2012, eq. 8). */
    public double standardError2012() {
        return Math.sqrt(Math.max(0, unitVariance2012()) / (observations - 1));
    }

    /**
     * Probabilistic Sharpe ratio, 2012 form: the chance that the true ratio is above the benchmark (eq. 9), in [0, 1].
     *
     * @param benchmark per period
     */
    public double probabilisticSharpe2012(double benchmark) {
        return NormalDistribution.cdf((sharpe - Checks.finite("benchmark", benchmark)) / standardError2012());
    }

    /**
     * Minimum track record length, 2012 form (eq. 11): how many observations until {@link #probabilisticSharpe2012}
     * reaches the confidence; infinite when the ratio is not above the benchmark.
     *
     * @param confidence in (0.5, 1), e.g. 0.95
     */
    public double minimumTrackRecord2012(double benchmark, double confidence) {
        return 1 + unitVariance2012() * standardErrorsNeeded(benchmark, confidence);
    }

    /** Standard error when the true ratio is {@code trueSharpe}, 2025 form. */
    public double standardError2025(double trueSharpe) {
        return Math.sqrt(Math.max(0, unitVariance2025(trueSharpe)) / observations);
    }

    /**
     * Probabilistic Sharpe ratio, 2025 form: one minus the p-value of "the true ratio is the benchmark" against "above
     * it", in [0, 1].
     *
     * @param benchmark per period
     */
    public double probabilisticSharpe2025(double benchmark) {
        return NormalDistribution.cdf((sharpe - Checks.finite("benchmark", benchmark)) / standardError2025(benchmark));
    }

    /**
     * Minimum track record length, 2025 form; infinite when the ratio is not above the benchmark. Confidence in (0.5,
     * 1).
     */
    public double minimumTrackRecord2025(double benchmark, double confidence) {
        return unitVariance2025(benchmark) * standardErrorsNeeded(benchmark, confidence);
    }

    /** The observed ratio from which the benchmark is rejected at level {@code alpha}, 2025 form. */
    public double criticalSharpe2025(double benchmark, double alpha) {
        return benchmark + NormalDistribution.upperQuantile(alpha) * standardError2025(benchmark);
    }

    /**
     * The chance to reject the benchmark at level {@code alpha} when the true ratio is {@code alternative}, 2025 form.
     */
    public double power2025(double benchmark, double alternative, double alpha) {
        double critical = criticalSharpe2025(benchmark, alpha);
        return NormalDistribution.upper((critical - alternative) / standardError2025(alternative));
    }

    /**
     * Observed false discovery rate: the chance that the benchmark is true, given a ratio at least as high as this one
     * (2025).
     *
     * @param alternative the true ratio of a strategy that works, per period
     * @param priorOfAlternative the share of strategies that work, in (0, 1)
     */
    public double observedFalseDiscoveryRate2025(double benchmark, double alternative, double priorOfAlternative) {
        Checks.openUnit("priorOfAlternative", priorOfAlternative);
        double underBenchmark = NormalDistribution.upper((sharpe - benchmark) / standardError2025(benchmark));
        double underAlternative = NormalDistribution.upper((sharpe - alternative) / standardError2025(alternative));
        double wrong = underBenchmark * (1 - priorOfAlternative);
        return wrong / (wrong + underAlternative * priorOfAlternative);
    }

    /**
     * Deflated Sharpe ratio, 2012 form (Bailey and López de Prado 2014): against the best ratio that luck alone would
     * show.
     */
    public double deflatedSharpe2012(SharpeTrials trials) {
        return probabilisticSharpe2012(trials.expectedMaximum());
    }

    /**
     * Trials without skill that were as long as this one: their ratios spread by the standard error that the 2025 form gives at
     * a true ratio of 0.
     *
     * <p>The deflated ratio asks what the best of N trials shows when none has skill, so the variance it wants is that of ratios
     * under this hypothesis. Bailey and López de Prado 2014 estimate it by the variance of the ratios found. That is right for
     * trials whose true ratios are equal; the points of a grid of thresholds are not such: those that trade more often pay more
     * costs, and where there is an edge some catch more of it. Their spread then measures the grid's width: a wide grid would fail
     * any strategy, and a narrow one none (law of total variance: spread = luck + differences in truth). Under the hypothesis
     * the variance is known (López de Prado, Lipton and Zoonekynd 2025), and the grid cannot bend it.
     *
     * <p>With N from the average correlation this is the harsher choice for a grid whose points are alike. If N trials have
     * pairwise correlation rho, the largest is expected at {@code sqrt(1 - rho)} times that of N independent ones, in standard
     * errors (a common part moves them all, the rest is independent): 1.3 for N = 357 and rho = 0.8, where {@code rho + (1 - rho) N} independent ones
     * give 2.4.
     *
     * @param effectiveTrials at least 1, see {@link TrialCounter#effectiveTrials}
     */
    public SharpeTrials trialsWithoutSkill2025(double effectiveTrials) {
        return new SharpeTrials(effectiveTrials, standardError2025(0));
    }

    /** Deflated Sharpe ratio with the 2025 standard error of a single ratio. */
    public double deflatedSharpe2025(SharpeTrials trials) {
        return probabilisticSharpe2025(trials.expectedMaximum());
    }

    /**
     * Deflated Sharpe ratio with the 2025 standard error of the largest of the trials' ratios, which varies less than a
     * single one: the variance is multiplied by that of the largest of N normals.
     */
    public double deflatedSharpeOfMaximum2025(SharpeTrials trials) {
        double hurdle = trials.expectedMaximum();
        double ofMaximum = MaximumOfNormals.variance(trials.effectiveTrials());
        return NormalDistribution.cdf((sharpe - hurdle) / (standardError2025(hurdle) * Math.sqrt(ofMaximum)));
    }

    private double standardErrorsNeeded(double benchmark, double confidence) {
        Checks.finite("benchmark", benchmark);
        if (!(confidence > 0.5 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "confidence is " + confidence + "; it must lie strictly between 0.5 and 1");
        }
        if (sharpe <= benchmark) {
            return Double.POSITIVE_INFINITY;
        }
        double ratio = NormalDistribution.upperQuantile(1 - confidence) / (sharpe - benchmark);
        return ratio * ratio;
    }

    private double unitVariance2012() {
        return 1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe * sharpe;
    }

    private double unitVariance2025(double trueSharpe) {
        double rho = autocorrelation;
        double odds = rho / (1 - rho);
        double squares = rho * rho / (1 - rho * rho);
        double a = 1 + 2 * odds;
        double b = 1 + odds + squares;
        double c = 1 + 2 * squares;
        return a - b * skewness * trueSharpe + c * (kurtosis - 1) / 4 * trueSharpe * trueSharpe;
    }
}
