package io.levibot.calibration.stats;

/** Maximum likelihood of a logistic line through the log-odds of the levels. */
final class LogisticNewton {

    private static final int MOST_STEPS = 100;
    private static final double SMALLEST_SHARE = 0x1p-40;

    /** A loss that is larger by no more than this share is no worse: sums over many rows round. */
    private static final double ROUNDING = 1e-10;

    /**
     * Twice the gain in log likelihood still expected: the step that ends with it squares an error of 1e-8 standard
     * errors.
     */
    private static final double NEGLIGIBLE_DECREMENT = 1e-16;

    private static final Solution NONE = new Solution(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);

    private final double[] logOdds;
    private final Levels levels;

    LogisticNewton(Levels levels) {
        this.levels = levels;
        this.logOdds = new double[levels.size()];
        for (int g = 0; g < logOdds.length; g++) {
            logOdds[g] = LogOdds.of(levels.value[g]);
        }
    }

    /** A maximum, all NaN when there is none; the loss is the total negative log likelihood. */
    record Solution(
            double intercept, double slope, double interceptStandardError, double slopeStandardError, double loss) {}

    /** Total negative log likelihood in nats. */
    double loss(double intercept, double slope) {
        double sum = 0;
        for (int g = 0; g < logOdds.length; g++) {
            double eta = intercept + slope * logOdds[g];
            sum += levels.positive[g] * LogOdds.softPlus(-eta) + levels.negative[g] * LogOdds.softPlus(eta);
        }
        return sum;
    }

    /** The intercept with slope 1. */
    Solution fitIntercept() {
        if (levels.positives <= 0 || levels.negatives <= 0) {
            return NONE;
        }
        double start = LogOdds.of(levels.baseRate()) - weightedMeanLogOdds();
        return climb(start, 1, false);
    }

    /** Both coefficients. */
    Solution fitBoth(double interceptGuess) {
        if (Double.isNaN(interceptGuess) || separated()) {
            return NONE;
        }
        return climb(interceptGuess, 1, true);
    }

    private Solution climb(double startIntercept, double startSlope, boolean both) {
        double intercept = startIntercept;
        double slope = startSlope;
        double loss = loss(intercept, slope);
        Derivatives at = derivatives(intercept, slope, both);
        for (int step = 0; step < MOST_STEPS; step++) {
            double decrement = at.decrement();
            double share = 1;
            double next = loss(intercept + at.interceptStep(), slope + at.slopeStep());
            while (next > loss + ROUNDING * loss && share > SMALLEST_SHARE) {
                share /= 2;
                next = loss(intercept + share * at.interceptStep(), slope + share * at.slopeStep());
            }
            intercept += share * at.interceptStep();
            slope += share * at.slopeStep();
            loss = next;
            at = derivatives(intercept, slope, both);
            if (!(decrement > NEGLIGIBLE_DECREMENT)) {
                break;
            }
        }
        return at.solution(intercept, slope, loss);
    }

    private Derivatives derivatives(double intercept, double slope, boolean both) {
        Derivatives at = new Derivatives(intercept, slope);
        if (!both) {
            at.holdSlope();
        }
        return at;
    }

    /** Whether a threshold parts the outcomes, sharing one level at most: then the slope has no finite maximum. */
    private boolean separated() {
        double highestNegative = Double.NEGATIVE_INFINITY;
        double lowestNegative = Double.POSITIVE_INFINITY;
        double highestPositive = Double.NEGATIVE_INFINITY;
        double lowestPositive = Double.POSITIVE_INFINITY;
        for (int g = 0; g < logOdds.length; g++) {
            if (levels.negative[g] > 0) {
                highestNegative = Math.max(highestNegative, logOdds[g]);
                lowestNegative = Math.min(lowestNegative, logOdds[g]);
            }
            if (levels.positive[g] > 0) {
                highestPositive = Math.max(highestPositive, logOdds[g]);
                lowestPositive = Math.min(lowestPositive, logOdds[g]);
            }
        }
        return highestNegative <= lowestPositive || highestPositive <= lowestNegative;
    }

    private double weightedMeanLogOdds() {
        double sum = 0;
        for (int g = 0; g < logOdds.length; g++) {
            sum += levels.weight(g) * logOdds[g];
        }
        return sum / levels.total();
    }

    /** Gradient and Fisher information at a point. */
    private final class Derivatives {
        private double gradientIntercept;
        private double gradientSlope;
        private double informationIntercept;
        private double informationCross;
        private double informationSlope;

        Derivatives(double intercept, double slope) {
            for (int g = 0; g < logOdds.length; g++) {
                double z = logOdds[g];
                double mean = LogOdds.inverse(intercept + slope * z);
                double weight = levels.weight(g);
                double residual = levels.positive[g] - weight * mean;
                double information = weight * mean * (1 - mean);
                gradientIntercept += residual;
                gradientSlope += residual * z;
                informationIntercept += information;
                informationCross += information * z;
                informationSlope += information * z * z;
            }
        }

        void holdSlope() {
            gradientSlope = 0;
            informationCross = 0;
            informationSlope = Double.POSITIVE_INFINITY;
        }

        /** Gradient times Newton step (Boyd and Vandenberghe 2004, 9.5.1). */
        double decrement() {
            return gradientIntercept * interceptStep() + gradientSlope * slopeStep();
        }

        /** Information on the intercept when the slope is unknown too. */
        private double determinantOverSlope() {
            return informationIntercept - informationCross / informationSlope * informationCross;
        }

        double interceptStep() {
            return (gradientIntercept - informationCross / informationSlope * gradientSlope) / determinantOverSlope();
        }

        double slopeStep() {
            return (gradientSlope - informationCross * interceptStep()) / informationSlope;
        }

        Solution solution(double intercept, double slope, double loss) {
            double interceptError = 1 / Math.sqrt(determinantOverSlope());
            double slopeError =
                    1 / Math.sqrt(informationSlope - informationCross / informationIntercept * informationCross);
            return new Solution(intercept, slope, interceptError, slopeError, loss);
        }
    }
}
