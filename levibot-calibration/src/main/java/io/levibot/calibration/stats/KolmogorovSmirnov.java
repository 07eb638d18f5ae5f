package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * The two-sample Kolmogorov-Smirnov test (Smirnov 1939). It takes observations as independent: thin autocorrelated ones
 * first.
 *
 * @param statistic the largest difference of the empirical distribution functions in the direction of the alternative,
 *     in [0, 1]
 * @param pValue chance of at least this statistic when both samples come from one distribution; ties make the exact one
 *     conservative
 * @since 0.1.0
 */
public record KolmogorovSmirnov(double statistic, double pValue) {

    /** Up to this size of the larger sample {@link Method#AUTO} counts lattice paths. */
    private static final int MOST_EXACT = 10_000;

    /**
     * Which difference counts.
     *
     * @since 0.1.0
     */
    public enum Alternative {
        /** The distribution functions differ anywhere. */
        TWO_SIDED(1),
        /** The first function lies below the second somewhere: the first sample tends to be larger. */
        LESS(2),
        /** The first function lies above the second somewhere: the first sample tends to be smaller. */
        GREATER(3);

        private final int code;

        Alternative(int code) {
            this.code = code;
        }

        /** A number that never changes, for writing out. */
        public int code() {
            return code;
        }
    }

    /**
     * Where the p-value comes from.
     *
     * @since 0.1.0
     */
    public enum Method {
        /** Exact when the larger sample has at most 10,000 values, asymptotic otherwise. */
        AUTO(1),
        /** The share of lattice paths that stray as far (Hodges 1958); O(n m) time at worst. */
        EXACT(2),
        /**
         * Two-sided, the distribution of the one-sample statistic at the rounded effective size; one-sided, Hodges'
         * corrected exponential (1958).
         */
        ASYMPTOTIC(3);

        private final int code;

        Method(int code) {
            this.code = code;
        }

        /** A number that never changes, for writing out. */
        public int code() {
            return code;
        }
    }

    /** Two-sided, exact or asymptotic by size. */
    public static KolmogorovSmirnov test(double[] first, double[] second) {
        return test(first, second, Alternative.TWO_SIDED, Method.AUTO);
    }

    /**
     * Tests two samples.
     *
     * @param first not empty; infinities are ordinary values, NaN is refused
     * @param second likewise
     */
    public static KolmogorovSmirnov test(double[] first, double[] second, Alternative alternative, Method method) {
        double[] x = sorted("first", first);
        double[] y = sorted("second", second);
        boolean exact = method == Method.EXACT || (method == Method.AUTO && Math.max(x.length, y.length) <= MOST_EXACT);
        LatticePaths lattice = new LatticePaths(x.length, y.length);
        long gap = largestGap(x, y, lattice, alternative);
        double statistic = gap / lattice.scale();
        double pValue;
        if (gap == 0) {
            pValue = 1;
        } else if (exact) {
            pValue = lattice.chanceOfGap(gap, alternative == Alternative.TWO_SIDED);
        } else {
            pValue = asymptotic(statistic, x.length, y.length, alternative);
        }
        return new KolmogorovSmirnov(statistic, pValue);
    }

    private static double asymptotic(double statistic, double n1, double n2, Alternative alternative) {
        double effective = n1 * n2 / (n1 + n2);
        if (alternative == Alternative.TWO_SIDED) {
            return KolmogorovDistribution.upper((int) Math.max(1, Math.rint(effective)), statistic);
        }
        double larger = Math.max(n1, n2);
        double smaller = Math.min(n1, n2);
        double z = Math.sqrt(effective) * statistic;
        double correction = 2 * z * (larger + 2 * smaller) / Math.sqrt(larger * smaller * (larger + smaller)) / 3;
        return Math.min(1, StrictMath.exp(-2 * z * z - correction));
    }

    /** The largest gap in whole lattice units, over all distinct values. */
    private static long largestGap(double[] x, double[] y, LatticePaths lattice, Alternative alternative) {
        long largest = 0;
        int i = 0;
        int j = 0;
        while (i < x.length && j < y.length) {
            double value = Math.min(x[i], y[j]);
            while (i < x.length && x[i] == value) {
                i++;
            }
            while (j < y.length && y[j] == value) {
                j++;
            }
            long gap = lattice.gap(i, j);
            long counted = switch (alternative) {
                case TWO_SIDED -> Math.abs(gap);
                case LESS -> -gap;
                case GREATER -> gap;
            };
            largest = Math.max(largest, counted);
        }
        return largest;
    }

    private static double[] sorted(String name, double[] values) {
        Checks.atLeast("number of values of " + name, values.length, 1);
        double[] sorted = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                throw new IllegalArgumentException(name + "[" + i + "] is NaN; leave missing values out");
            }
            sorted[i] = values[i] + 0.0;
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
