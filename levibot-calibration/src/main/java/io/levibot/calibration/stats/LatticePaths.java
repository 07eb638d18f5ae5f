package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * Orders of two samples as lattice paths from (0, 0) to (n1, n2). The gap of the empirical distribution functions at a
 * point is a whole number of units 1/lcm(n1, n2), so no comparison can be off by rounding.
 */
final class LatticePaths {

    private final int n1;
    private final int n2;
    private final long stepUp;
    private final long stepDown;

    LatticePaths(int n1, int n2) {
        long common = gcd(n1, n2);
        this.n1 = n1;
        this.n2 = n2;
        this.stepUp = n2 / common;
        this.stepDown = n1 / common;
    }

    /** Units in a gap of 1. */
    double scale() {
        return (double) stepUp * n1;
    }

    /** F1 - F2 in units, after i of the first and j of the second sample. */
    long gap(int i, int j) {
        return i * stepUp - j * stepDown;
    }

    /**
     * The chance that a random path reaches a gap of at least {@code units}. The recursion runs over the chance to have
     * strayed by (i, j), whose last step came from the first sample with probability i / (i + j); all terms are
     * positive, so tiny chances keep their digits.
     */
    double chanceOfGap(long units, boolean twoSided) {
        double[] strayed = new double[n2 + 1];
        Arrays.fill(strayed, 1);
        int low = 0;
        for (int i = 0; i <= n1; i++) {
            long position = i * stepUp;
            int firstInside = (int) Math.max(0, Math.floorDiv(position - units, stepDown) + 1);
            int lastInside = twoSided ? (int) Math.min(n2, Math.floorDiv(position + units - 1, stepDown)) : n2;
            while (low < Math.min(firstInside, n2 + 1)) {
                strayed[low++] = 1;
            }
            for (int j = firstInside; j <= lastInside; j++) {
                if (i + j == 0) {
                    strayed[0] = 0;
                    continue;
                }
                double fromFirst = i == 0 ? 0 : i * strayed[j];
                double fromSecond = j == 0 ? 0 : j * strayed[j - 1];
                strayed[j] = (fromFirst + fromSecond) / (i + j);
            }
        }
        return strayed[n2];
    }

    private static long gcd(long a, long b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
