package io.levibot.calibration.stats;

/**
 * The pool-adjacent-violators algorithm: weighted least squares under a non-decreasing order (Ayer, Brunk, Ewing, Reid
 * and Silverman 1955; Barlow, Bartholomew, Bremner and Brunk 1972).
 *
 * <p>The kernel works on groups: everything that shares one x has been added up beforehand, so ties cannot depend on
 * the order of the input. It is iterative, O(groups) in time, allocates nothing, and keeps block means as sums, so that
 * no rounding is fed back. Stateless and thread-safe; arrays belong to the caller. The fit of a calibrator keeps
 * positions too and has its own; this one is run thousands of times inside a bootstrap and keeps sums alone.
 */
final class PoolAdjacentViolators {

    private PoolAdjacentViolators() {}

    /**
     * Pools neighbouring groups in place until the block means rise strictly. Neighbours with equal means become one
     * block.
     *
     * @param weight each group's total weight, every one above 0; afterwards the first entries hold each block's weight
     * @param weightedSum each group's sum of weight times target; afterwards each block's. A block's fitted value is
     *     {@code weightedSum[b] / weight[b]}
     * @param firstGroup at least {@code groups} long; afterwards each block's first group
     * @param groups how many leading entries to read, at least 0
     * @return the number of blocks; entries from there on are left in an unspecified state
     */
    static int pool(double[] weight, double[] weightedSum, int[] firstGroup, int groups) {
        int top = -1;
        for (int g = 0; g < groups; g++) {
            double w = weight[g];
            double s = weightedSum[g];
            int first = g;
            // Cross multiplication compares the means s/w without a division; weights are positive.
            while (top >= 0 && weightedSum[top] * w >= s * weight[top]) {
                w += weight[top];
                s += weightedSum[top];
                first = firstGroup[top];
                top--;
            }
            top++;
            weight[top] = w;
            weightedSum[top] = s;
            firstGroup[top] = first;
        }
        return top + 1;
    }
}
