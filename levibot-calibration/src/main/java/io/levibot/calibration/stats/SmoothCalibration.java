package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * SmoothECE (Błasiok and Nakkiran 2023, "Smooth ECE"): the residuals y - p smoothed over p by a Gaussian that is
 * reflected at 0 and 1, and the mean absolute value of that curve; the width is the fixed point where width and error
 * are equal. A consistent measure: within constant factors of the distance to the nearest calibrated forecast. No bins
 * to choose.
 *
 * <p>The reflected Gaussian is diagonal in cosines: smoothing by sigma multiplies the k-th coefficient by
 * {@code exp(-(k pi sigma)^2 / 2)}. So the residuals are put on a grid once (linearly, and the coefficients corrected
 * for that) and every width costs one fast cosine transform. Error against exact integration, for the fewest forecasts,
 * where it is largest: below 2e-5 for any width, 1e-6 from 80 cells on.
 */
final class SmoothCalibration {

    /** Widths below this are reported as 0: the grid does not resolve them. */
    static final double SMALLEST_WIDTH = 1e-4;

    private static final int USUAL_GRID = 1 << 13;
    private static final int FINE_GRID = 1 << 17;

    /** Narrower than 16 cells of the usual grid: the fine one is needed. */
    private static final double NARROW = 16.0 / USUAL_GRID;

    private static final double NEGLIGIBLE = 1e-18;
    private static final int MOST_STEPS = 100;
    private static final double FIRST_GUESS = 0.05;
    private static final double POINT_TOLERANCE = 1e-12;

    private final CosineTransform transform;
    private final double[] coefficients;
    private final double[] curve;

    /** What linear sharing between two nodes takes from each coefficient: the square of sin(x)/x. */
    private final double[] attenuation;

    /** For a grid of so many cells, a power of two. */
    SmoothCalibration(int intervals) {
        this.transform = new CosineTransform(intervals);
        this.coefficients = new double[intervals + 1];
        this.curve = new double[intervals + 1];
        this.attenuation = new double[intervals + 1];
        attenuation[0] = 1;
        for (int k = 1; k <= intervals; k++) {
            double x = Math.PI * k / (2 * intervals);
            double ratio = StrictMath.sin(x) / x;
            attenuation[k] = ratio * ratio;
        }
    }

    /** The fixed point, 0 when it is below {@link #SMALLEST_WIDTH}. */
    static double fixedPoint(Levels levels) {
        SmoothCalibration smooth = new SmoothCalibration(USUAL_GRID);
        smooth.load(levels);
        double width = smooth.fixedPoint(FIRST_GUESS, POINT_TOLERANCE);
        if (width >= NARROW) {
            return width;
        }
        SmoothCalibration fine = new SmoothCalibration(FINE_GRID);
        fine.load(levels);
        return fine.fixedPoint(width, POINT_TOLERANCE);
    }

    /** The error at a given width. */
    static double atWidth(Levels levels, double width) {
        SmoothCalibration smooth = new SmoothCalibration(width >= NARROW ? USUAL_GRID : FINE_GRID);
        smooth.load(levels);
        return smooth.error(width);
    }

    private void load(Levels levels) {
        double[] residuals = new double[coefficients.length];
        for (int g = 0; g < levels.size(); g++) {
            double p = levels.value[g];
            double residual = levels.positive[g] * (1 - p) - levels.negative[g] * p;
            double position = p * transform.intervals();
            int node = Math.min(transform.intervals() - 1, (int) position);
            residuals[node] += residual * (1 - (position - node));
            residuals[node + 1] += residual * (position - node);
        }
        load(residuals, levels.total());
    }

    /**
     * Takes residual sums on the nodes 0 .. m of [0, 1].
     *
     * @param residuals of y - p, shared linearly between the two nearest nodes; overwritten
     * @param total the number of forecasts
     */
    void load(double[] residuals, double total) {
        transform.transform(residuals);
        for (int k = 0; k < coefficients.length; k++) {
            coefficients[k] = residuals[k] / total / attenuation[k];
        }
    }

    /** Mean absolute value of the smoothed residual curve over [0, 1]. */
    double error(double width) {
        // exp(-c k^2) for rising k, from the ratios exp(-c (2k-1)) of neighbours.
        double ratio = StrictMath.exp(-Math.PI * Math.PI * width * width / 2);
        double ratioOfRatios = ratio * ratio;
        double damping = 1;
        Arrays.fill(curve, 0);
        curve[0] = coefficients[0];
        for (int k = 1; k < curve.length && damping > NEGLIGIBLE; k++) {
            damping *= ratio;
            ratio *= ratioOfRatios;
            curve[k] = 2 * coefficients[k] * damping;
        }
        transform.transform(curve);
        double sum = 0;
        for (int j = 0; j < transform.intervals(); j++) {
            sum += absoluteArea(curve[j], curve[j + 1]);
        }
        return sum / transform.intervals();
    }

    /**
     * Solves error(width) = width. The error falls as the width grows, so the solution lies between any width and the
     * error there: one evaluation brackets it, and the Illinois form of false position (Dowell and Jarratt 1971) closes
     * in.
     *
     * @param guess a width near the solution, above 0
     * @param tolerance of the width
     */
    double fixedPoint(double guess, double tolerance) {
        double low = Math.max(guess, SMALLEST_WIDTH);
        double lowExcess = error(low) - low;
        double high = Math.max(low + lowExcess, SMALLEST_WIDTH);
        double highExcess = error(high) - high;
        for (int step = 0; step < MOST_STEPS && Math.abs(high - low) > tolerance && highExcess != 0; step++) {
            double next = high - highExcess * (high - low) / (highExcess - lowExcess);
            double excess = error(next) - next;
            if (excess * highExcess < 0) {
                low = high;
                lowExcess = highExcess;
            } else {
                lowExcess /= 2;
            }
            high = next;
            highExcess = excess;
        }
        return high <= SMALLEST_WIDTH ? 0 : high;
    }

    /**
     * Integral of |f| over a unit cell where f is linear. Next to a change of sign |f| has a corner, where the rule for smooth
     * curves falls short by a twelfth of the slope on either side (Euler and Maclaurin).
     */
    private static double absoluteArea(double left, double right) {
        double ends = Math.abs(left) + Math.abs(right);
        if (left * right >= 0) {
            return ends / 2;
        }
        return (left * left + right * right) / (2 * ends) + ends / 6;
    }
}
