package io.levibot.calibration.stats;

/**
 * The measures that are sums over forecasts, or one step from sums, on reweightings of the same forecasts: log loss,
 * Brier score, slope and intercepts. All logarithms and exponentials are taken once, per level.
 */
final class LinearScores {

    private final double[] value;
    private final double[] lossOfEvent;
    private final double[] lossOfNone;
    private final double[] logOdds;
    private final double[] jointMean;
    private final double[] largeMean;
    private final double interceptStart;
    private final double slopeStart;
    private final double largeStart;

    private LinearScores(BinaryForecasts forecasts, double intercept, double slope, double large) {
        this.value = forecasts.levels().value;
        this.interceptStart = intercept;
        this.slopeStart = slope;
        this.largeStart = large;
        int size = value.length;
        this.lossOfEvent = new double[size];
        this.lossOfNone = new double[size];
        this.logOdds = new double[size];
        this.jointMean = new double[size];
        this.largeMean = new double[size];
        double clip = ProbabilityScores.LOG_LOSS_CLIP;
        for (int g = 0; g < size; g++) {
            double p = Math.min(1 - clip, Math.max(clip, value[g]));
            lossOfEvent[g] = -StrictMath.log(p);
            lossOfNone[g] = -ProbabilityScores.logOneMinus(p);
            logOdds[g] = LogOdds.of(value[g]);
            jointMean[g] = LogOdds.inverse(intercept + slope * logOdds[g]);
            largeMean[g] = LogOdds.inverse(large + logOdds[g]);
        }
    }

    /** For draws near the sample: the step starts from the sample's own fit. */
    static LinearScores nearSample(BinaryForecasts forecasts, RecalibrationFit fit) {
        return new LinearScores(forecasts, fit.intercept(), fit.slope(), fit.calibrationInTheLarge());
    }

    /** For draws near calibration: the step starts from slope 1 and intercepts 0. */
    static LinearScores nearCalibration(BinaryForecasts forecasts) {
        return new LinearScores(forecasts, 0, 1, 0);
    }

    void measure(double[] negative, double[] positive, double[] into) {
        measureLosses(negative, positive, into);
        MaximumStep large = MaximumStep.sum(negative, positive, largeMean, logOdds);
        MaximumStep joint = MaximumStep.sum(negative, positive, jointMean, logOdds);
        into[CalibrationMeasure.CALIBRATION_IN_THE_LARGE.ordinal()] = largeStart + large.ofInterceptAlone();
        into[CalibrationMeasure.INTERCEPT.ordinal()] = interceptStart + joint.ofIntercept();
        into[CalibrationMeasure.SLOPE.ordinal()] = slopeStart + joint.ofSlope();
    }

    private void measureLosses(double[] negative, double[] positive, double[] into) {
        double total = 0;
        double logLoss = 0;
        double brier = 0;
        for (int g = 0; g < value.length; g++) {
            double y = positive[g];
            double n = negative[g];
            double p = value[g];
            total += y + n;
            logLoss += y * lossOfEvent[g] + n * lossOfNone[g];
            brier += y * (1 - p) * (1 - p) + n * p * p;
        }
        into[CalibrationMeasure.LOG_LOSS.ordinal()] = logLoss / total;
        into[CalibrationMeasure.BRIER.ordinal()] = brier / total;
    }
}
