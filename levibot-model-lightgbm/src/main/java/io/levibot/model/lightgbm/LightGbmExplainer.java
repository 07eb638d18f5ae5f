package io.levibot.model.lightgbm;

/**
 * Splits the raw scores of a {@link LightGbmModel} into shares of the features: exact path-dependent TreeSHAP, the same numbers
 * as LightGBM's predict_contrib up to rounding (below 1e-9).
 *
 * <p>Any number of threads may call at once; after a thread's first call nothing is allocated and nothing is locked.
 *
 * @since 0.1.0
 */
public final class LightGbmExplainer {
    private final LightGbmModel model;
    private final TreeShap shap;
    private final ThreadLocal<TreeShap.Scratch> scratch;

    LightGbmExplainer(LightGbmModel model, TreeShap shap) {
        this.model = model;
        this.shap = shap;
        this.scratch = ThreadLocal.withInitial(shap::scratch);
    }

    /** Returns the model. */
    public LightGbmModel model() {
        return model;
    }

    /**
     * @param row holds the row: values in the order of {@link LightGbmModel#featureNames}, NaN is missing
     * @param rowOffset where it begins
     * @param contributions receives, for each class, one number per feature and then the expected score, {@link
     *     LightGbmModel#classCount} times ({@link LightGbmModel#featureCount} + 1) in all; a class's numbers add up to its raw
     *     score
     * @param offset where they begin
     * @throws IndexOutOfBoundsException if an array is too short
     */
    public void contributions(double[] row, int rowOffset, double[] contributions, int offset) {
        int features = model.featureCount();
        LightGbmScorer.checkRange(rowOffset, features, row.length, "row");
        LightGbmScorer.checkRange(
                offset, Math.multiplyExact(model.classCount(), features + 1), contributions.length, "contributions");
        shap.contributions(row, rowOffset, features, contributions, offset, scratch.get());
    }
}
