package io.levibot.model.lightgbm;

/**
 * Scores rows with a {@link LightGbmModel}.
 *
 * <p>Rows are {@code double} values in the order of {@link LightGbmModel#featureNames}; NaN is missing, a category is its whole
 * number. Any number of threads may call at once; after a thread's first call nothing is allocated and nothing is locked.
 *
 * <p>Raw scores equal those of LightGBM 4.3.0 to the last bit (linear trees: within 1e-12 relative, where the C++ compiler may
 * fuse multiply and add), on every machine and JDK. Outputs are within 2 ulp of LightGBM's.
 *
 * @since 0.1.0
 */
public final class LightGbmScorer {
    private final LightGbmModel model;
    private final FlatForest forest;

    LightGbmScorer(LightGbmModel model) {
        this.model = model;
        this.forest = model.forest();
    }

    /** Returns the model. */
    public LightGbmModel model() {
        return model;
    }

    /**
     * Adds up the trees.
     *
     * @param row holds the row
     * @param rowOffset where it begins
     * @param scores receives {@link LightGbmModel#classCount} raw scores: sums, also for a random forest
     * @param scoreOffset where they begin
     * @throws IndexOutOfBoundsException if an array is too short
     */
    public void raw(double[] row, int rowOffset, double[] scores, int scoreOffset) {
        checkRange(rowOffset, model.featureCount(), row.length, "row");
        checkRange(scoreOffset, model.classCount(), scores.length, "scores");
        for (int i = 0; i < model.classCount(); i++) {
            scores[scoreOffset + i] = 0.0;
        }
        forest.addTo(row, rowOffset, scores, scoreOffset);
    }

    /**
     * Gives what LightGBM's plain prediction gives: raw scores, averaged for a random forest, through the objective's link.
     *
     * @param row holds the row
     * @param rowOffset where it begins
     * @param outputs receives {@link LightGbmModel#classCount} outputs
     * @param outputOffset where they begin
     * @throws IndexOutOfBoundsException if an array is too short
     */
    public void predict(double[] row, int rowOffset, double[] outputs, int outputOffset) {
        raw(row, rowOffset, outputs, outputOffset);
        if (model.averaged()) {
            for (int i = 0; i < model.classCount(); i++) {
                outputs[outputOffset + i] /= model.iterations();
            }
        }
        model.objectiveLink().convert(outputs, outputOffset);
    }

    /**
     * Finds the leaf of each tree.
     *
     * @param row holds the row
     * @param rowOffset where it begins
     * @param leaves receives {@link LightGbmModel#treeCount} leaf numbers, each counted within its tree from 0
     * @param leafOffset where they begin
     * @throws IndexOutOfBoundsException if an array is too short
     */
    public void leaves(double[] row, int rowOffset, int[] leaves, int leafOffset) {
        checkRange(rowOffset, model.featureCount(), row.length, "row");
        checkRange(leafOffset, model.treeCount(), leaves.length, "leaves");
        forest.leaves(row, rowOffset, leaves, leafOffset);
    }

    private static void checkRange(int offset, int size, int length, String what) {
        if (offset < 0 || size > length - offset) {
            throw new IndexOutOfBoundsException(
                    what + ": " + size + " numbers from " + offset + " do not fit an array of " + length);
        }
    }
}
