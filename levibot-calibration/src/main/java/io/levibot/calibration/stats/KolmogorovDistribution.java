package io.levibot.calibration.stats;

/**
 * The distribution of the two-sided one-sample Kolmogorov-Smirnov statistic for n observations, by the method that is
 * accurate in each region (the plan of Simard and L'Ecuyer 2011, "Computing the two-sided Kolmogorov-Smirnov
 * distribution").
 */
final class KolmogorovDistribution {

    private static final int SMALL_SAMPLE = 140;
    private static final double SMALL_SAMPLE_TAIL = 4;
    private static final double TAIL = 2.2;
    private static final double EXACT_BELOW = 1.4;
    private static final int MOST_EXACT = 100_000;
    private static final double RESCALE = 1e140;

    private KolmogorovDistribution() {}

    /** P(D &gt; d). */
    static double upper(int n, double d) {
        if (n * d <= 0.5) {
            return 1;
        }
        if (d >= 1) {
            return 0;
        }
        double scaled = n * d * d;
        if (scaled > (n <= SMALL_SAMPLE ? SMALL_SAMPLE_TAIL : TAIL)) {
            return Math.min(1, 2 * oneSidedUpper(n, d));
        }
        boolean exact = n <= SMALL_SAMPLE || (n <= MOST_EXACT && n * d * Math.sqrt(d) <= EXACT_BELOW);
        return 1 - (exact ? exactBelow(n, d) : expansionBelow(n, d));
    }

    /**
     * P(D+ &gt;= d) by Smirnov's sum (Birnbaum and Tingey 1951); far in the tail half of the two-sided chance (Miller
     * 1956).
     */
    static double oneSidedUpper(int n, double d) {
        double logFactorial = GammaFunctions.logGamma(n + 1.0);
        double sum = 0;
        for (int j = 0; j <= (int) Math.floor(n * (1 - d)); j++) {
            double above = d + (double) j / n;
            double below = 1 - above;
            if (below <= 0) {
                break;
            }
            double logChoose = logFactorial - GammaFunctions.logGamma(j + 1.0) - GammaFunctions.logGamma(n - j + 1.0);
            sum += StrictMath.exp(logChoose + (n - j) * StrictMath.log(below) + (j - 1) * StrictMath.log(above));
        }
        return d * sum;
    }

    /**
     * Durbin's matrix formula as Marsaglia, Tsang and Wang (2003) evaluate it: n!/n^n times an element of a matrix
     * power.
     */
    static double exactBelow(int n, double d) {
        int k = (int) (n * d) + 1;
        double[][] step = durbinMatrix(2 * k - 1, k - n * d);
        double[][] power = identity(2 * k - 1);
        double logScale = 0;
        double stepLogScale = 0;
        for (int bits = n; bits > 0; bits >>= 1) {
            if ((bits & 1) == 1) {
                power = multiply(power, step);
                logScale += stepLogScale + rescale(power, power[k - 1][k - 1]);
            }
            step = multiply(step, step);
            stepLogScale = 2 * stepLogScale + rescale(step, step[k - 1][k - 1]);
        }
        double logFactor = GammaFunctions.logGamma(n + 1.0) - n * StrictMath.log(n);
        return Math.min(1, StrictMath.exp(StrictMath.log(power[k - 1][k - 1]) + logScale + logFactor));
    }

    private static double[][] identity(int size) {
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            matrix[i][i] = 1;
        }
        return matrix;
    }

    private static double[][] durbinMatrix(int size, double h) {
        double[][] matrix = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= Math.min(i + 1, size - 1); j++) {
                matrix[i][j] = 1;
            }
        }
        for (int i = 0; i < size; i++) {
            matrix[i][0] -= StrictMath.pow(h, i + 1);
            matrix[size - 1][i] -= StrictMath.pow(h, size - i);
        }
        if (2 * h > 1) {
            matrix[size - 1][0] += StrictMath.pow(2 * h - 1, size);
        }
        for (int i = 0; i < size; i++) {
            for (int j = 0; j <= i; j++) {
                for (int factor = 2; factor <= i - j + 1; factor++) {
                    matrix[i][j] /= factor;
                }
            }
        }
        return matrix;
    }

    private static double[][] multiply(double[][] a, double[][] b) {
        int size = a.length;
        double[][] product = new double[size][size];
        for (int i = 0; i < size; i++) {
            for (int k = 0; k < size; k++) {
                double factor = a[i][k];
                for (int j = 0; j < size; j++) {
                    product[i][j] += factor * b[k][j];
                }
            }
        }
        return product;
    }

    /** Divides the matrix when its middle grew too large; returns the logarithm taken out. */
    private static double rescale(double[][] matrix, double middle) {
        if (middle <= RESCALE) {
            return 0;
        }
        for (double[] row : matrix) {
            for (int j = 0; j < row.length; j++) {
                row[j] /= RESCALE;
            }
        }
        return StrictMath.log(RESCALE);
    }

    /** The expansion in powers of 1/sqrt(n) (Pelz and Good 1976). */
    static double expansionBelow(int n, double d) {
        double root = Math.sqrt(n);
        double z = root * d;
        double z2 = z * z;
        double z4 = z2 * z2;
        double z6 = z4 * z2;
        double halves0 = 0;
        double halves1 = 0;
        double halves2 = 0;
        double halves3 = 0;
        double wholes2 = 0;
        double wholes3 = 0;
        for (int k = 20; k >= 0; k--) {
            double a = Math.PI * Math.PI * (k + 0.5) * (k + 0.5);
            double atHalf = 2 * StrictMath.exp(-a / (2 * z2));
            halves0 += atHalf;
            halves1 += (a - z2) * atHalf;
            halves2 += (6 * z6 + 2 * z4 + a * (2 * z4 - 5 * z2) + a * a * (1 - 2 * z2)) * atHalf;
            halves3 += (a * a * a * (5 - 30 * z2)
                            + a * a * (-60 * z2 + 212 * z4)
                            + a * (135 * z4 - 96 * z6)
                            - 30 * z6
                            - 90 * z4 * z4)
                    * atHalf;
            double b = Math.PI * Math.PI * k * k;
            double atWhole = 2 * StrictMath.exp(-b / (2 * z2));
            wholes2 += b * atWhole;
            wholes3 += (3 * b * z2 - b * b) * atWhole;
        }
        double common = Math.sqrt(Math.PI / 2);
        double first = common / z * halves0;
        double second = common / (6 * z4) * halves1;
        double third = common / (72 * z6 * z) * halves2 - common / (36 * z2 * z) * wholes2;
        double fourth = common / (6480 * z6 * z4) * halves3 + common / (216 * z6) * wholes3;
        return Math.min(1, Math.max(0, first + second / root + third / n + fourth / (n * root)));
    }
}
