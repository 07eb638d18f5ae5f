package io.levibot.calibration.stats;

/**
 * One step of Chebyshev's method from given coefficients of a logistic line towards its maximum likelihood: Newton's step, corrected by
 * the third derivative, so that what is left is of third order in the distance.
 */
final class MaximumStep {

    private final double score;
    private final double information;
    private final double third;
    private final double ofIntercept;
    private final double ofSlope;

    /** Takes sums of score, information and third derivative times powers of the log-odds. */
    private MaximumStep(double[] score, double[] information, double[] third) {
        this.score = score[0];
        this.information = information[0];
        this.third = third[0];
        double determinant = information[0] * information[2] - information[1] * information[1];
        double a = (information[2] * score[0] - information[1] * score[1]) / determinant;
        double b = (information[0] * score[1] - information[1] * score[0]) / determinant;
        double bend = (third[0] * a * a + 2 * third[1] * a * b + third[2] * b * b) / 2;
        double bendSlope = (third[1] * a * a + 2 * third[2] * a * b + third[3] * b * b) / 2;
        this.ofIntercept = a - (information[2] * bend - information[1] * bendSlope) / determinant;
        this.ofSlope = b - (information[0] * bendSlope - information[1] * bend) / determinant;
    }

    /**
     * Sums over levels.
     *
     * @param mean the line's probabilities at the levels
     * @param z the levels' log-odds
     */
    static MaximumStep sum(double[] negative, double[] positive, double[] mean, double[] z) {
        // Plain local variables: this runs thousands of times over every forecast.
        double score0 = 0;
        double score1 = 0;
        double information0 = 0;
        double information1 = 0;
        double information2 = 0;
        double third0 = 0;
        double third1 = 0;
        double third2 = 0;
        double third3 = 0;
        for (int g = 0; g < mean.length; g++) {
            double x = z[g];
            double m = mean[g];
            double weight = positive[g] + negative[g];
            double residual = positive[g] - weight * m;
            double variance = weight * m * (1 - m);
            double skew = variance * (1 - 2 * m);
            double xx = x * x;
            score0 += residual;
            score1 += residual * x;
            information0 += variance;
            information1 += variance * x;
            information2 += variance * xx;
            third0 += skew;
            third1 += skew * x;
            third2 += skew * xx;
            third3 += skew * xx * x;
        }
        return new MaximumStep(
                new double[] {score0, score1},
                new double[] {information0, information1, information2},
                new double[] {third0, third1, third2, third3});
    }

    /** The step of the intercept when the slope is held. */
    double ofInterceptAlone() {
        double newton = score / information;
        return newton - third * newton * newton / (2 * information);
    }

    /** The step of the intercept when both move. */
    double ofIntercept() {
        return ofIntercept;
    }

    /** The step of the slope when both move. */
    double ofSlope() {
        return ofSlope;
    }
}
