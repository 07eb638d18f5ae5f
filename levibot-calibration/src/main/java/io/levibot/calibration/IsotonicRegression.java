package io.levibot.calibration;

import io.levibot.api.DataException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Weighted least-squares fit of a monotone function: minimises the sum of w (y - f(x))<sup>2</sup> over all f that never fall
 * (or never rise), by pooling adjacent violators (Ayer, Brunk, Ewing, Reid, Silverman 1955).
 *
 * <p>Rules. Points of weight 0 do not exist: they do not even widen the domain. Points whose x lies within {@value
 * #TIE_DISTANCE} above the first of their run count as tied: they become one point at that first x, with the weighted mean of y
 * and the sum of the weights, so the order of the input never matters. Between blocks the function is linear (see {@link
 * Shape}); a single distinct x gives a constant. These are the rules of scikit-learn's IsotonicRegression, except that the
 * direction found by {@link Direction#AUTO} takes the weights into account.
 *
 * <p>Precision: sums are kept, not means, so the fit to 0/1 labels of equal weight is exact up to one division a block.
 * Cost of a fit: O(n), all of it sorting; for 0/1 labels of equal weight two sorts without payload. Memory: 16 bytes a row for
 * those, 24 otherwise. Cost of a prediction: constant, see {@link #predict(double)}.
 *
 * <p>Immutable and thread-safe. No argument is changed or kept.
 *
 * @since 0.1.0
 */
public final class IsotonicRegression {
    /** Two x nearer than this (absolute) to the first of their run are tied, as in scikit-learn. */
    static final double TIE_DISTANCE = 1e-15;

    private static final String COMPONENT = "isotonic";

    private final PiecewiseLinear function;
    private final Options options;
    private final Direction direction;

    private IsotonicRegression(PiecewiseLinear function, Options options, Direction direction) {
        this.function = function;
        this.options = options;
        this.direction = direction;
    }

    /**
     * Whether the function rises or falls.
     *
     * @since 0.1.0
     */
    public enum Direction {
        /** Never falls. */
        INCREASING,
        /** Never rises. */
        DECREASING,
        /** Whichever the sign of Spearman's rank correlation says (weighted, mid-ranks for ties); increasing if it is zero. */
        AUTO
    }

    /**
     * What a prediction outside the x of the fit is.
     *
     * @since 0.1.0
     */
    public enum OutOfBounds {
        /** The value at the nearest end. */
        CLIP,
        /** NaN. */
        NAN,
        /** A {@link DataException}. */
        ERROR
    }

    /**
     * How the blocks become a function.
     *
     * @since 0.1.0
     */
    public enum Shape {
        /** Flat over each block, linear from the last x of a block to the first of the next: the least-squares fit at every x. */
        FLAT_BLOCKS,
        /**
         * One point a block, at the block's weighted mean x, linear between them, flat beyond the first and the last: centred
         * isotonic regression (Oron, Flournoy 2017). Strictly monotone between the outermost centres, so it makes no ties there.
         */
        CENTRED
    }

    /**
     * Options of a fit.
     *
     * @param direction whether the function rises or falls
     * @param outOfBounds what a prediction outside the x of the fit is
     * @param shape how the blocks become a function
     * @param yMin the fit is raised to at least this; negative infinity for no bound
     * @param yMax the fit is lowered to at most this; positive infinity for no bound
     * @since 0.1.0
     */
    public record Options(Direction direction, OutOfBounds outOfBounds, Shape shape, double yMin, double yMax) {
        /** Increasing, clipped out of bounds, flat blocks, no bounds on y. */
        public static final Options DEFAULT = new Options(
                Direction.INCREASING,
                OutOfBounds.CLIP,
                Shape.FLAT_BLOCKS,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY);

        /** @throws IllegalArgumentException if a bound is NaN or the lower exceeds the upper */
        public Options {
            Objects.requireNonNull(direction, "direction");
            Objects.requireNonNull(outOfBounds, "outOfBounds");
            Objects.requireNonNull(shape, "shape");
            if (!(yMin <= yMax)) {
                throw new IllegalArgumentException("yMin " + yMin + ", yMax " + yMax + ": allowed is yMin <= yMax");
            }
        }

        /** Returns these options with another direction. */
        public Options withDirection(Direction value) {
            return new Options(value, outOfBounds, shape, yMin, yMax);
        }

        /** Returns these options with another rule for predictions outside the x of the fit. */
        public Options withOutOfBounds(OutOfBounds value) {
            return new Options(direction, value, shape, yMin, yMax);
        }

        /** Returns these options with another shape. */
        public Options withShape(Shape value) {
            return new Options(direction, outOfBounds, value, yMin, yMax);
        }

        /**
         * @param min lower bound of the fit
         * @param max upper bound of the fit
         * @return these options with other bounds
         * @throws IllegalArgumentException if a bound is NaN or the lower exceeds the upper
         */
        public Options withBounds(double min, double max) {
            return new Options(direction, outOfBounds, shape, min, max);
        }
    }

    /**
     * Fits with equal weights and the default options.
     *
     * @param x positions, finite
     * @param y values, finite, one per position
     * @return the fitted function
     * @throws IllegalArgumentException as for {@link #fit(double[], double[], double[], Options)}
     */
    public static IsotonicRegression fit(double[] x, double[] y) {
        return fit(x, y, null, Options.DEFAULT);
    }

    /**
     * Fits.
     *
     * @param x positions, finite, in any order
     * @param y values, finite, one per position
     * @param weights finite, 0 or more, one per position, not all 0; null for equal weights
     * @param options options
     * @return the fitted function
     * @throws IllegalArgumentException if lengths differ, a value is not allowed, or no point has a positive weight
     */
    public static IsotonicRegression fit(double[] x, double[] y, double @Nullable [] weights, Options options) {
        WeightedPoints points = WeightedPoints.of(x, y, weights);
        Direction direction = options.direction() == Direction.AUTO ? points.direction() : options.direction();
        PooledBlocks blocks = points.pool(direction == Direction.DECREASING ? -1.0 : 1.0, TIE_DISTANCE);
        return new IsotonicRegression(toFunction(blocks, direction, options), options, direction);
    }

    /**
     * Restores a function from its thresholds.
     *
     * @param x thresholds, finite, strictly increasing, at least one
     * @param y values there, finite, monotone
     * @param options whose rule for predictions outside holds
     * @return the function
     * @throws IllegalArgumentException if the thresholds are not allowed
     */
    static IsotonicRegression ofThresholds(double[] x, double[] y, Options options) {
        PiecewiseLinear function = new PiecewiseLinear(x, y);
        boolean falls = y[y.length - 1] < y[0];
        return new IsotonicRegression(function, options, falls ? Direction.DECREASING : Direction.INCREASING);
    }

    /**
     * Reads the function. Allocates nothing; about 3 ns at 512 thresholds, O(log n) at worst.
     *
     * @param x any number; infinities are outside the domain; NaN gives NaN
     * @return the fitted value
     * @throws DataException if x is outside the domain and the rule is {@link OutOfBounds#ERROR}
     */
    public double predict(double x) {
        if (function.covers(x)) {
            return function.within(x);
        }
        return Double.isNaN(x) ? Double.NaN : outside(x);
    }

    /**
     * Reads the function at many points. Allocates nothing.
     *
     * @param x any numbers
     * @param into receives one value per number
     * @throws IllegalArgumentException if the lengths differ
     * @throws DataException if some x is outside the domain and the rule is {@link OutOfBounds#ERROR}; values before it are set
     */
    public void predict(double[] x, double[] into) {
        if (x.length != into.length) {
            throw new IllegalArgumentException(
                    x.length + " numbers into " + into.length + " places: allowed are equal numbers");
        }
        for (int i = 0; i < x.length; i++) {
            into[i] = predict(x[i]);
        }
    }

    /** Returns whether the function rises or falls; never {@link Direction#AUTO}. */
    public Direction direction() {
        return direction;
    }

    /** Returns the smallest x of the fit. */
    public double xMin() {
        return function.first();
    }

    /** Returns the largest x of the fit. */
    public double xMax() {
        return function.last();
    }

    /** Returns a copy of the x between which the function is linear, strictly increasing. */
    public double[] thresholdsX() {
        return function.knots();
    }

    /** Returns a copy of the values at the thresholds. */
    public double[] thresholdsY() {
        return function.values();
    }

    private double outside(double x) {
        return switch (options.outOfBounds()) {
            case CLIP -> function.at(x);
            case NAN -> Double.NaN;
            case ERROR ->
                throw new DataException(
                        COMPONENT,
                        "score " + x + " is outside the fitted range [" + xMin() + ", " + xMax()
                                + "]; refit on a wider range or choose the rule 'clip'");
        };
    }

    private static PiecewiseLinear toFunction(PooledBlocks blocks, Direction direction, Options options) {
        double sign = direction == Direction.DECREASING ? -1.0 : 1.0;
        Thresholds thresholds = new Thresholds(2 * blocks.size() + 2);
        int n = blocks.size();
        for (int b = 0; b < n; b++) {
            double y = Math.min(Math.max(sign * blocks.mean(b), options.yMin()), options.yMax());
            if (options.shape() == Shape.FLAT_BLOCKS) {
                thresholds.add(blocks.first(b), y);
                thresholds.add(blocks.last(b), y);
            } else {
                if (b == 0) {
                    thresholds.add(blocks.first(b), y);
                }
                thresholds.add(blocks.centre(b), y);
                if (b == n - 1) {
                    thresholds.add(blocks.last(b), y);
                }
            }
        }
        return thresholds.toFunction();
    }

    /** Collects thresholds, leaving out repeated ones and those inside a flat stretch. */
    private static final class Thresholds {
        private final double[] x;
        private final double[] y;
        private int size;

        Thresholds(int capacity) {
            x = new double[capacity];
            y = new double[capacity];
        }

        void add(double thresholdX, double thresholdY) {
            if (size > 0 && x[size - 1] == thresholdX) {
                return;
            }
            boolean insideFlat = size > 1 && y[size - 1] == thresholdY && y[size - 2] == thresholdY;
            int place = insideFlat ? size - 1 : size;
            x[place] = thresholdX;
            y[place] = thresholdY + 0.0;
            size = place + 1;
        }

        PiecewiseLinear toFunction() {
            return new PiecewiseLinear(Arrays.copyOf(x, size), Arrays.copyOf(y, size));
        }
    }
}
