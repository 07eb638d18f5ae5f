package io.levibot.calibration.stats;

/**
 * Logistic recalibration of forecasts: {@code logit P(y=1) = intercept + slope * logit(p)} by maximum likelihood (Cox
 * 1958), and calibration-in-the-large, the intercept with the slope held at 1 (Van Calster et al. 2016, 2019). A
 * calibrated model has slope 1 and both intercepts 0; a slope below 1 means forecasts that are too extreme. Two
 * packages call different ones of these "intercept": here the joint one is {@code intercept}, the other
 * {@code calibrationInTheLarge}.
 *
 * <p>Forecasts are kept 1e-12 away from 0 and 1. What has no finite maximum is NaN: everything when only one outcome
 * occurs; slope and intercept when all forecasts are equal or a threshold separates the outcomes.
 *
 * @param intercept of the joint fit, log-odds
 * @param slope of the joint fit
 * @param interceptStandardError from the Fisher information, not negative
 * @param slopeStandardError from the Fisher information, not negative
 * @param calibrationInTheLarge intercept with slope 1, log-odds: above 0, the event is more frequent than forecast
 * @param calibrationInTheLargeStandardError from the Fisher information, not negative
 * @param likelihoodRatio twice the gain in log likelihood of the joint fit over the forecasts as they are, not negative
 * @param pValue of the likelihood ratio, chi-square with two degrees of freedom, for "slope 1 and intercept 0"
 * @since 0.1.0
 */
public record RecalibrationFit(
        double intercept,
        double slope,
        double interceptStandardError,
        double slopeStandardError,
        double calibrationInTheLarge,
        double calibrationInTheLargeStandardError,
        double likelihoodRatio,
        double pValue) {

    /** Fits by Newton's method with step halving. */
    public static RecalibrationFit of(BinaryForecasts forecasts) {
        Levels levels = forecasts.levels();
        LogisticNewton newton = new LogisticNewton(levels);
        LogisticNewton.Solution large = newton.fitIntercept();
        LogisticNewton.Solution joint = newton.fitBoth(large.intercept());
        double ratio = Math.max(0, 2 * (newton.loss(0, 1) - joint.loss()));
        return new RecalibrationFit(
                joint.intercept(),
                joint.slope(),
                joint.interceptStandardError(),
                joint.slopeStandardError(),
                large.intercept(),
                large.interceptStandardError(),
                ratio,
                GammaFunctions.chiSquareUpper(ratio, 2));
    }

    /** The slope with a normal interval. */
    public ConfidenceInterval slopeInterval(double confidence) {
        return wald(slope, slopeStandardError, confidence);
    }

    /** The joint intercept with a normal interval. */
    public ConfidenceInterval interceptInterval(double confidence) {
        return wald(intercept, interceptStandardError, confidence);
    }

    /** Calibration-in-the-large with a normal interval. */
    public ConfidenceInterval calibrationInTheLargeInterval(double confidence) {
        return wald(calibrationInTheLarge, calibrationInTheLargeStandardError, confidence);
    }

    private static ConfidenceInterval wald(double estimate, double standardError, double confidence) {
        double z = NormalDistribution.upperQuantile((1 - Checks.openUnit("confidence", confidence)) / 2);
        return new ConfidenceInterval(estimate, estimate - z * standardError, estimate + z * standardError, confidence);
    }
}
