package io.levibot.api.spi;

/** Inverts a non-decreasing map exactly, by bisection over the ordered doubles. */
final class SmallestScore {
    private static final long BELOW_ZERO_MASK = Long.MAX_VALUE;

    private SmallestScore() {}

    /**
     * @param probability in [0, 1]
     * @param map a non-decreasing map
     * @return the smallest score, infinities included, whose probability is at least the given one; positive infinity if none is
     */
    static double reaching(double probability, Calibrator map) {
        if (!(probability >= 0.0 && probability <= 1.0)) {
            throw new IllegalArgumentException("probability " + probability + " to invert: allowed is 0 to 1");
        }
        if (map.calibrate(Double.NEGATIVE_INFINITY) >= probability) {
            return Double.NEGATIVE_INFINITY;
        }
        // Invariant: calibrate(below) < probability, and calibrate(reaching) >= probability unless it is the upper end.
        long below = rank(Double.NEGATIVE_INFINITY);
        long reaching = rank(Double.POSITIVE_INFINITY);
        while (below + 1 < reaching) {
            // The mean without the overflow of (below + reaching) / 2.
            long middle = (below & reaching) + ((below ^ reaching) >> 1);
            if (map.calibrate(atRank(middle)) >= probability) {
                reaching = middle;
            } else {
                below = middle;
            }
        }
        return atRank(reaching);
    }

    /** Numbers the doubles in ascending order, both zeros 0. */
    private static long rank(double value) {
        long bits = Double.doubleToRawLongBits(value + 0.0);
        return bits >= 0 ? bits : -(bits & BELOW_ZERO_MASK);
    }

    private static double atRank(long rank) {
        return rank >= 0 ? Double.longBitsToDouble(rank) : -Double.longBitsToDouble(-rank);
    }
}
