package io.levibot.model.lightgbm;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;

/**
 * LightGBM's prepared single-row prediction of one kind, with its own output buffer, sized by LightGBM itself: a model of
 * several classes writes several numbers.
 *
 * <p>Not thread-safe; must be freed before its booster, exactly once.
 */
final class FastPath {
    private static final int FLOAT64 = 1;

    private final SWIGTYPE_p_void config;
    private final SWIGTYPE_p_long_long length;
    private final SWIGTYPE_p_double output;
    private final int outputs;

    private FastPath(SWIGTYPE_p_void config, SWIGTYPE_p_long_long length, SWIGTYPE_p_double output, int outputs) {
        this.config = config;
        this.length = length;
        this.output = output;
        this.outputs = outputs;
    }

    /**
     * @param booster native booster
     * @param kind what to predict
     * @param width number of features
     * @param iterations iterations to use, 0 for all
     */
    static FastPath of(SWIGTYPE_p_void booster, PredictionKind kind, int width, int iterations) {
        int outputs = outputs(booster, kind, iterations);
        SWIGTYPE_p_void config = prepare(booster, kind, width, iterations);
        // At least one number, so that a model without trees has a buffer too.
        return new FastPath(
                config, lightgbmlib.new_int64_tp(), lightgbmlib.new_doubleArray(Math.max(1, outputs)), outputs);
    }

    /**
     * @param booster native booster
     * @param kind what to predict
     * @param iterations iterations to use, 0 for all
     * @return how many numbers one row gives
     */
    static int outputs(SWIGTYPE_p_void booster, PredictionKind kind, int iterations) {
        SWIGTYPE_p_long_long count = lightgbmlib.new_int64_tp();
        try {
            NativeLibrary.check(
                    lightgbmlib.LGBM_BoosterCalcNumPredict(booster, 1, kind.code(), 0, iterations, count),
                    "size a prediction");
            return Math.toIntExact(lightgbmlib.int64_tp_value(count));
        } finally {
            lightgbmlib.delete_int64_tp(count);
        }
    }

    private static SWIGTYPE_p_void prepare(SWIGTYPE_p_void booster, PredictionKind kind, int width, int iterations) {
        SWIGTYPE_p_p_void cell = lightgbmlib.new_voidpp();
        try {
            NativeLibrary.get()
                    .withThreads(threads -> NativeLibrary.check(
                            lightgbmlib.LGBM_BoosterPredictForMatSingleRowFastInit(
                                    booster,
                                    kind.code(),
                                    0,
                                    iterations,
                                    FLOAT64,
                                    width,
                                    "verbosity=-1 num_threads=" + threads,
                                    cell),
                            "prepare a prediction"));
            return lightgbmlib.voidpp_value(cell);
        } finally {
            lightgbmlib.delete_voidpp(cell);
        }
    }

    /** Returns how many numbers one row gives. */
    int outputs() {
        return outputs;
    }

    /**
     * Predicts one row; the caller has checked both lengths.
     *
     * @param row as many values as the model has features
     * @param target receives {@link #outputs} numbers
     * @param offset where in {@code target} to begin
     */
    void predict(double[] row, double[] target, int offset) {
        run(row);
        for (int i = 0; i < outputs; i++) {
            target[offset + i] = lightgbmlib.doubleArray_getitem(output, i);
        }
    }

    /**
     * Predicts one row of a kind that gives one number, without allocating.
     *
     * @param row as many values as the model has features
     * @return the number
     */
    double predictOne(double[] row) {
        run(row);
        return lightgbmlib.doubleArray_getitem(output, 0);
    }

    private void run(double[] row) {
        int code = lightgbmlib.LGBM_BoosterPredictForMatSingleRowFastCriticalSWIG(row, config, length, output);
        NativeLibrary.check(code, "predict");
    }

    void free() {
        lightgbmlib.LGBM_FastConfigFree(config);
        lightgbmlib.delete_doubleArray(output);
        lightgbmlib.delete_int64_tp(length);
    }
}
