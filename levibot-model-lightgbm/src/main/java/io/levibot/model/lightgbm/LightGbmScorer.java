package io.levibot.model.lightgbm;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Scores rows with a {@link LightGbmModel}.
 *
 * <p>Rows are {@code double} values in the order of {@link LightGbmModel#featureNames}; NaN is missing, a category is its whole
 * number. Any number of threads may call at once; after a thread's first call nothing is allocated and nothing is locked.
 *
 * <p>For many rows there is {@link #rawBatch(double[], int, int, double[], int)}, which is as fast per row as one call per row, and
 * its variant for several threads, which scales with them.
 *
 * <p>Raw scores equal those of LightGBM 4.3.0 to the last bit (linear trees: within 1e-12 relative, where the C++ compiler may
 * fuse multiply and add), on every machine and JDK. Outputs are within 2 ulp of LightGBM's.
 *
 * @since 0.1.0
 */
public final class LightGbmScorer {
    private final LightGbmModel model;
    private final FlatForest forest;
    private final @Nullable QuantisedForest quantised;
    private final ThreadLocal<int[]> cells;

    private LightGbmScorer(LightGbmModel model, @Nullable QuantisedForest quantised) {
        this.model = model;
        this.forest = model.forest();
        this.quantised = quantised;
        int size = quantised == null ? 0 : quantised.cells();
        this.cells = ThreadLocal.withInitial(() -> new int[size]);
    }

    static LightGbmScorer of(LightGbmModel model, Backend backend) {
        QuantisedForest quantised = backend == Backend.FLAT ? null : QuantisedForest.of(model.forest());
        if (backend == Backend.QUANTISED && quantised == null) {
            throw new IllegalArgumentException(
                    "the model cannot be quantised: it has linear trees, a tree of more than about"
                            + " 900 leaves, or a feature with too many thresholds or categories; use "
                            + Backend.FASTEST);
        }
        return new LightGbmScorer(model, quantised);
    }

    /** Returns {@link Backend#QUANTISED} or {@link Backend#FLAT}. */
    public Backend backend() {
        return quantised == null ? Backend.FLAT : Backend.QUANTISED;
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
        if (quantised == null) {
            forest.addTo(row, rowOffset, scores, scoreOffset);
        } else {
            quantised.addTo(row, rowOffset, scores, scoreOffset, cells.get());
        }
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

    /**
     * Does {@link #raw} for many rows, on the calling thread.
     *
     * @param rows holds the rows one after the other
     * @param rowOffset where the first begins
     * @param count how many rows, 0 or more
     * @param scores receives {@link LightGbmModel#classCount} raw scores a row, row after row
     * @param scoreOffset where they begin
     * @throws IndexOutOfBoundsException if an array is too short; nothing was written then
     */
    public void rawBatch(double[] rows, int rowOffset, int count, double[] scores, int scoreOffset) {
        checkBatch(rows, rowOffset, count, scores, scoreOffset);
        rawRange(rows, rowOffset, scores, scoreOffset, 0, count);
    }

    /**
     * Does {@link #raw} for many rows, on the calling thread and others at the same time, and returns when all are done. The scores
     * do not depend on the threads. The calling thread goes on alone if the executor is busy or refuses; an interrupt does not
     * end the work, the flag stays set.
     *
     * @param rows holds the rows one after the other; must not change meanwhile
     * @param rowOffset where the first begins
     * @param count how many rows, 0 or more
     * @param scores receives {@link LightGbmModel#classCount} raw scores a row, row after row
     * @param scoreOffset where they begin
     * @param threads most threads at once, the calling one included, at least 1
     * @param executor runs the others
     * @throws IllegalArgumentException if {@code threads} is less than 1
     * @throws IndexOutOfBoundsException if an array is too short; nothing was written then
     */
    public void rawBatch(
            double[] rows, int rowOffset, int count, double[] scores, int scoreOffset, int threads, Executor executor) {
        checkBatch(rows, rowOffset, count, scores, scoreOffset);
        if (threads < 1) {
            throw new IllegalArgumentException(threads + " threads; at least 1 is needed");
        }
        RowRanges.run(count, threads, executor, (from, to) -> rawRange(rows, rowOffset, scores, scoreOffset, from, to));
    }

    private void rawRange(double[] rows, int rowOffset, double[] scores, int scoreOffset, int from, int to) {
        int width = model.featureCount();
        int classes = model.classCount();
        for (int i = from; i < to; i++) {
            raw(rows, rowOffset + i * width, scores, scoreOffset + i * classes);
        }
    }

    private void checkBatch(double[] rows, int rowOffset, int count, double[] scores, int scoreOffset) {
        if (count < 0) {
            throw new IndexOutOfBoundsException(count + " rows");
        }
        checkRange(rowOffset, (long) count * model.featureCount(), rows.length, "rows");
        checkRange(scoreOffset, (long) count * model.classCount(), scores.length, "scores");
    }

    static void checkRange(int offset, long size, int length, String what) {
        if (offset < 0 || size > length - offset) {
            throw new IndexOutOfBoundsException(
                    what + ": " + size + " numbers from " + offset + " do not fit an array of " + length);
        }
    }
}
