package io.levibot.model.lightgbm;

import java.util.List;

/**
 * A LightGBM model read by {@link LightGbmModelReader}: immutable, without native parts, safe to share between threads. Scores
 * come from a {@link #scorer}.
 *
 * @since 0.1.0
 */
public final class LightGbmModel {
    private final ModelHeader header;
    private final FlatForest forest;
    private final boolean[] neverMissing;

    LightGbmModel(ModelHeader header, FlatForest forest) {
        this.header = header;
        this.forest = forest;
        this.neverMissing =
                MissingUse.neverMissing(forest, header.featureNames().size());
    }

    /** Returns the version of the text format: 2, 3 or 4. */
    public int formatVersion() {
        return header.version();
    }

    /** Returns the number of input columns, at least 1. */
    public int featureCount() {
        return header.featureNames().size();
    }

    /** Returns the names of the input columns in order, unmodifiable; {@code Column_0} and so on if training gave none. */
    public List<String> featureNames() {
        return header.featureNames();
    }

    /** Returns how many scores a row gets: the number of classes of a multi-class model, else 1. */
    public int classCount() {
        return header.classes();
    }

    /** Returns the number of boosting iterations, 0 or more; each has {@link #classCount} trees. */
    public int iterations() {
        return forest.trees() / header.classes();
    }

    /** Returns the number of trees. */
    public int treeCount() {
        return forest.trees();
    }

    /** Returns LightGBM's name of the objective; {@code custom} if the file names none. */
    public String objective() {
        return header.objective().name();
    }

    /**
     * Returns whether outputs come from the average of the trees instead of their sum (random forest). Raw scores are sums all
     * the same, as LightGBM's are.
     */
    public boolean averaged() {
        return header.averaged();
    }

    /** Returns whether some leaves add a linear function of the row. Such a model has no contributions. */
    public boolean linear() {
        return forest.linear();
    }

    /**
     * Tells whether the model never saw a missing value of a feature it splits on: LightGBM then reads a live NaN as 0 (or, for
     * a category, as none of the known ones), an answer that training never tested.
     *
     * @param feature column, from 0
     * @return true if some node tests the feature and none of them knows missing values; false for a feature without nodes
     * @throws IndexOutOfBoundsException if there is no such column
     */
    public boolean neverMissing(int feature) {
        return neverMissing[feature];
    }

    /**
     * @param iterations how many iterations to keep, from 1 to {@link #iterations}
     * @return this model without its later iterations, as LightGBM's num_iteration predicts
     * @throws IllegalArgumentException if there are not that many
     */
    public LightGbmModel withIterations(int iterations) {
        if (iterations < 1 || iterations > iterations()) {
            throw new IllegalArgumentException(
                    iterations + " iterations asked of a model that has " + iterations() + "; allowed is 1 to that");
        }
        return new LightGbmModel(header, forest.first(iterations * header.classes()));
    }

    /** Returns a new scorer, the fastest for this model. */
    public LightGbmScorer scorer() {
        return scorer(Backend.FASTEST);
    }

    /**
     * @param backend how to score
     * @return a new scorer
     * @throws IllegalArgumentException if the model cannot be scored in that way
     */
    public LightGbmScorer scorer(Backend backend) {
        return LightGbmScorer.of(this, backend);
    }

    /**
     * Returns whether the model has contributions. It has none if its trees are linear (LightGBM defines none), its file does
     * not count the training rows, or a tree is so large and so deep (nodes times half the depth above 4 million) that they
     * would take too much memory.
     */
    public boolean explainable() {
        return TreeShap.possible(forest);
    }

    /**
     * Returns a new explainer, which takes time and memory about as reading the model did.
     *
     * @throws IllegalStateException if the model is not {@link #explainable}
     */
    public LightGbmExplainer explainer() {
        if (!explainable()) {
            throw new IllegalStateException(
                    "this model has no contributions: its trees are linear, or too large and deep, or its file does"
                            + " not count the training rows");
        }
        return new LightGbmExplainer(this, TreeShap.of(forest));
    }

    Objective objectiveLink() {
        return header.objective();
    }

    FlatForest forest() {
        return forest;
    }
}
