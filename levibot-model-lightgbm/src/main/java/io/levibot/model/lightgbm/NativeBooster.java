package io.levibot.model.lightgbm;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;

/**
 * A model that native LightGBM scores: the reference for the pure Java scorer, and the predictor of the plugin
 * {@code lightgbm-native}.
 *
 * <p>Rows are arrays of {@link #features} values, several rows one after the other; NaN is missing. Results of several rows are
 * laid out likewise, {@link #outputs} numbers per row.
 *
 * <p>Thread-safe: threads get native copies of their own (see {@link BoosterPool}). {@link #close} may be called at any time, from
 * any thread, more than once: it waits for the rows that are being scored, and later calls throw {@link IllegalStateException}.
 * Native memory is freed even if nobody closes. No misuse reaches native code.
 *
 * <p>Determinism: the same row gives the same bits on every thread of one platform.
 */
final class NativeBooster implements AutoCloseable {
    private final BoosterPool pool;
    private final Cleaner.Cleanable cleanable;
    private final int features;
    private final int classes;

    NativeBooster(BoosterPool pool) {
        this.pool = pool;
        this.cleanable = NativeCleaner.register(this, pool::free);
        this.features = pool.ask(BoosterHandle::width);
        this.classes = pool.ask(BoosterHandle::classes);
    }

    /**
     * Restores a model of which all iterations are used, with at most one native copy per processor.
     *
     * @param modelText a model in LightGBM's text format; must be one that LightGBM wrote, for its own reader checks little
     * @throws io.levibot.api.ArtifactException if LightGBM refuses the text
     * @throws io.levibot.api.PluginException if the native library cannot be loaded here
     */
    static NativeBooster load(String modelText) {
        return load(modelText, 0);
    }

    /**
     * Restores a model of which only the first iterations are used.
     *
     * @param modelText a model in LightGBM's text format
     * @param iterations how many, 0 for all
     */
    static NativeBooster load(String modelText, int iterations) {
        return load(modelText, iterations, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Restores a model.
     *
     * @param modelText a model in LightGBM's text format
     * @param iterations how many to use, 0 for all
     * @param copies most native copies, at least 1: as many threads score without waiting for each other
     */
    static NativeBooster load(String modelText, int iterations, int copies) {
        if (iterations < 0 || copies < 1) {
            throw new IllegalArgumentException(
                    "iterations " + iterations + " must not be negative, copies " + copies + " must be at least 1");
        }
        return new NativeBooster(BoosterPool.create(modelText, iterations, copies));
    }

    /** Returns the number of features that a row must have. */
    int features() {
        return features;
    }

    /** Returns the number of raw scores per row: the number of classes, 1 unless the model is multi-class. */
    int classes() {
        return classes;
    }

    /** Returns how many numbers a prediction of that kind gives for one row. */
    int outputs(PredictionKind kind) {
        try {
            return pool.ask(handle -> handle.outputs(kind));
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /** Returns how many native copies of the model there are now. */
    int copies() {
        return pool.copies();
    }

    /**
     * Scores one row, without allocating.
     *
     * @param row {@link #features} values
     * @return the raw score
     * @throws IllegalArgumentException if the row has another width
     * @throws IllegalStateException if the model has several scores per row, or is closed
     */
    double scoreRow(double[] row) {
        if (row.length != features) {
            throw wrongWidth(row.length, 1);
        }
        if (classes != 1) {
            throw new IllegalStateException("this model has " + classes + " scores per row, not one");
        }
        try {
            return pool.predictRawOne(row);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /**
     * @param rowMajor {@code rows} times {@link #features} values
     * @param rows number of rows, 0 or more
     * @return raw scores, {@link #classes} per row
     * @throws IllegalArgumentException if the array has another length
     */
    double[] predictRaw(double[] rowMajor, int rows) {
        return predict(PredictionKind.RAW, rowMajor, rows);
    }

    /** As {@link #predictRaw}, with the objective's output: probabilities for a binary model. */
    double[] predict(double[] rowMajor, int rows) {
        return predict(PredictionKind.CONVERTED, rowMajor, rows);
    }

    /** As {@link #predictRaw}, with the index of the leaf reached, one per tree. */
    double[] predictLeaf(double[] rowMajor, int rows) {
        return predict(PredictionKind.LEAF, rowMajor, rows);
    }

    /** As {@link #predictRaw}, with a share per feature and the expected score, {@code classes * (features + 1)} per row. */
    double[] predictContrib(double[] rowMajor, int rows) {
        return predict(PredictionKind.CONTRIBUTION, rowMajor, rows);
    }

    double[] predict(PredictionKind kind, double[] rowMajor, int rows) {
        if (rows < 0 || rowMajor.length != (long) rows * features) {
            throw wrongWidth(rowMajor.length, rows);
        }
        int outputs = outputs(kind);
        double[] result = new double[Math.multiplyExact(rows, outputs)];
        double[] row = new double[features];
        try {
            for (int i = 0; i < rows; i++) {
                System.arraycopy(rowMajor, i * features, row, 0, features);
                pool.predict(kind, row, result, i * outputs);
            }
        } finally {
            Reference.reachabilityFence(this);
        }
        return result;
    }

    @Override
    public void close() {
        cleanable.clean();
    }

    private IllegalArgumentException wrongWidth(int length, int rows) {
        return new IllegalArgumentException(
                length + " values for " + rows + " rows; this model has " + features + " features per row");
    }
}
