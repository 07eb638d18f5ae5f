package io.levibot.model.lightgbm;

/**
 * Leaves that add a linear function of the row (LightGBM's linear_tree): constant plus the sum of coefficient times feature, or
 * the leaf's plain value if one of those features is NaN. Immutable.
 *
 * @param constant per leaf of the forest
 * @param termStart first term of each leaf, and the end of the last
 * @param termFeature feature of each term
 * @param termCoefficient coefficient of each term
 * @param inLinearTree per leaf, whether its tree is a linear one; others have only their plain value
 */
record LinearLeaves(
        double[] constant, int[] termStart, int[] termFeature, double[] termCoefficient, boolean[] inLinearTree) {
    double value(int leaf, double plain, double[] row, int offset) {
        if (!inLinearTree[leaf]) {
            return plain;
        }
        double sum = constant[leaf];
        for (int term = termStart[leaf]; term < termStart[leaf + 1]; term++) {
            double x = row[offset + termFeature[term]];
            if (Double.isNaN(x)) {
                return plain;
            }
            sum += termCoefficient[term] * Decision.normalised(x);
        }
        return sum;
    }
}
