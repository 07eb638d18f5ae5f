package io.levibot.calibration;

import io.levibot.api.spi.ScoreScale;

/**
 * Turns a threshold on the probability into one on the score, exactly: the smallest double whose map reaches it, found by
 * bisection over the doubles themselves, about 64 evaluations. It needs no inverse of the map's formula and cannot disagree
 * with it by an ulp. Stateless.
 */
final class ScoreInverse {
    private ScoreInverse() {}

    /**
     * @param map non-decreasing
     * @param scale of the scores
     * @param probability in [0, 1]
     * @return the smallest score of the scale whose probability is at least the given one; negative infinity if every score
     *     reaches it, positive infinity if none does
     * @throws IllegalArgumentException if the probability is NaN or outside [0, 1]
     */
    static double smallest(ScoreMap map, ScoreScale scale, double probability) {
        if (!(probability >= 0.0 && probability <= 1.0)) {
            throw new IllegalArgumentException("probability " + probability + ": allowed is 0 to 1");
        }
        if (map.at(Double.NEGATIVE_INFINITY) >= probability) {
            return Double.NEGATIVE_INFINITY;
        }
        boolean bounded = scale == ScoreScale.PROBABILITY;
        double lowest = Math.max(map.lowest(), bounded ? 0.0 : -Double.MAX_VALUE);
        double highest = Math.min(map.highest(), bounded ? 1.0 : Double.MAX_VALUE);
        return map.at(highest) >= probability ? bisect(map, probability, lowest, highest) : Double.POSITIVE_INFINITY;
    }

    private static double bisect(ScoreMap map, double probability, double lowest, double highest) {
        long below = RadixSort.key(lowest) - 1;
        long reached = RadixSort.key(highest);
        // Keys are unsigned: their distance can exceed the range of a signed long.
        while (Long.compareUnsigned(reached - below, 1) > 0) {
            long middle = below + ((reached - below) >>> 1);
            if (map.at(RadixSort.value(middle)) >= probability) {
                reached = middle;
            } else {
                below = middle;
            }
        }
        return RadixSort.value(reached) + 0.0;
    }
}
