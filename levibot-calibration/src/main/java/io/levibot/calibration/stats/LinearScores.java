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
        double total = 0;
        double logLoss = 0;
        double brier = 0;
        Step joint = new Step();
        Step large = new Step();
        for (int g = 0; g < value.length; g++) {
            double y = positive[g];
            double w = y + negative[g];
            if (w == 0) {
                continue;
            }
            double p = value[g];
            total += w;
            logLoss += y * lossOfEvent[g] + negative[g] * lossOfNone[g];
            brier += y * (1 - p) * (1 - p) + negative[g] * p * p;
            joint.add(y, w, jointMean[g], logOdds[g]);
            large.add(y, w, largeMean[g], 0);
        }
        into[CalibrationMeasure.LOG_LOSS.ordinal()] = logLoss / total;
        into[CalibrationMeasure.BRIER.ordinal()] = brier / total;
        into[CalibrationMeasure.CALIBRATION_IN_THE_LARGE.ordinal()] = largeStart + large.ofInterceptAlone();
        joint.solve();
        into[CalibrationMeasure.INTERCEPT.ordinal()] = interceptStart + joint.ofIntercept;
        into[CalibrationMeasure.SLOPE.ordinal()] = slopeStart + joint.ofSlope;
    }

    /**
     * One step of Chebyshev's method towards a draw's maximum: Newton's, corrected by the third derivative of the log
     * likelihood, so that what is left is of third order in the distance.
     */
    private static final class Step {
        private double score;
        private double scoreSlope;
        private double information;
        private double informationCross;
        private double informationSlope;
        private double third0;
        private double third1;
        private double third2;
        private double third3;
        private double ofIntercept;
        private double ofSlope;

        void add(double events, double weight, double mean, double z) {
            double residual = events - weight * mean;
            double variance = weight * mean * (1 - mean);
            double skew = variance * (1 - 2 * mean);
            double zz = z * z;
            score += residual;
            scoreSlope += residual * z;
            information += variance;
            informationCross += variance * z;
            informationSlope += variance * zz;
            third0 += skew;
            third1 += skew * z;
            third2 += skew * zz;
            third3 += skew * zz * z;
        }

        double ofInterceptAlone() {
            double newton = score / information;
            return newton - third0 * newton * newton / (2 * information);
        }

        void solve() {
            double determinant = information * informationSlope - informationCross * informationCross;
            double a = (informationSlope * score - informationCross * scoreSlope) / determinant;
            double b = (information * scoreSlope - informationCross * score) / determinant;
            double bend = (third0 * a * a + 2 * third1 * a * b + third2 * b * b) / 2;
            double bendSlope = (third1 * a * a + 2 * third2 * a * b + third3 * b * b) / 2;
            ofIntercept = a - (informationSlope * bend - informationCross * bendSlope) / determinant;
            ofSlope = b - (information * bendSlope - informationCross * bend) / determinant;
        }
    }
}
