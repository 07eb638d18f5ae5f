package io.levibot.calibration.stats;

/**
 * The measures that are sums over forecasts, or one Newton step from sums, on reweightings of the same forecasts: log loss, Brier score,
 * slope and intercepts. All logarithms and exponentials are taken once, per level.
 */
final class LinearScores {

    private final double[] value;
    private final double[] lossOfEvent;
    private final double[] lossOfNone;
    private final double[] logOdds;
    private final double[] jointMean;
    private final double[] largeMean;
    private final double intercept;
    private final double slope;
    private final double large;

    private LinearScores(BinaryForecasts forecasts, double intercept, double slope, double large) {
        this.value = forecasts.levels().value;
        this.intercept = intercept;
        this.slope = slope;
        this.large = large;
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

    /** For draws near the sample: Newton starts from the sample's own fit. */
    static LinearScores nearSample(BinaryForecasts forecasts, RecalibrationFit fit) {
        return new LinearScores(forecasts, fit.intercept(), fit.slope(), fit.calibrationInTheLarge());
    }

    /** For draws near calibration: Newton starts from slope 1 and intercepts 0. */
    static LinearScores nearCalibration(BinaryForecasts forecasts) {
        return new LinearScores(forecasts, 0, 1, 0);
    }

    void measure(double[] negative, double[] positive, double[] into) {
        double total = 0;
        double logLoss = 0;
        double brier = 0;
        double largeScore = 0;
        double largeInformation = 0;
        double score = 0;
        double scoreSlope = 0;
        double information = 0;
        double informationCross = 0;
        double informationSlope = 0;
        for (int g = 0; g < value.length; g++) {
            double y = positive[g];
            double w = y + negative[g];
            if (w == 0) {
                continue;
            }
            double p = value[g];
            double z = logOdds[g];
            double mean = largeMean[g];
            double joint = jointMean[g];
            double residual = y - w * joint;
            double variance = w * joint * (1 - joint);
            total += w;
            logLoss += y * lossOfEvent[g] + negative[g] * lossOfNone[g];
            brier += y * (1 - p) * (1 - p) + negative[g] * p * p;
            largeScore += y - w * mean;
            largeInformation += w * mean * (1 - mean);
            score += residual;
            scoreSlope += residual * z;
            information += variance;
            informationCross += variance * z;
            informationSlope += variance * z * z;
        }
        double determinant = information * informationSlope - informationCross * informationCross;
        into[CalibrationMeasure.LOG_LOSS.ordinal()] = logLoss / total;
        into[CalibrationMeasure.BRIER.ordinal()] = brier / total;
        into[CalibrationMeasure.CALIBRATION_IN_THE_LARGE.ordinal()] =
                large + largeScore / largeInformation;
        into[CalibrationMeasure.INTERCEPT.ordinal()] =
                intercept + (informationSlope * score - informationCross * scoreSlope) / determinant;
        into[CalibrationMeasure.SLOPE.ordinal()] =
                slope + (information * scoreSlope - informationCross * score) / determinant;
    }
}
