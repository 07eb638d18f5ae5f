package io.levibot.examples.bench;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_double;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_long_long;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import io.levibot.api.Artifact;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.model.lightgbm.LightGbmPredictorProvider;
import io.levibot.model.lightgbm.NativeLightGbmPredictorProvider;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Native LightGBM by its fastest ways from Java: the generated classes of lightgbm4j without {@code LGBMBooster} around them. One
 * thread at a time.
 */
final class ScoringNative implements AutoCloseable {
    private static final int FLOAT64 = 1;
    private static final int ROW_MAJOR = 1;
    private static final int ALL = -1;
    private static final int RAW = 1;
    private static final int CONTRIBUTIONS = 3;

    private final SWIGTYPE_p_void booster;
    private final SWIGTYPE_p_void rawConfig;
    private final SWIGTYPE_p_void contributionConfig;
    private final SWIGTYPE_p_long_long length = lightgbmlib.new_int64_tp();
    private final SWIGTYPE_p_double output = lightgbmlib.new_doubleArray(ScoringData.FEATURES + 1);

    ScoringNative(String modelText) {
        booster = load(modelText);
        rawConfig = fastConfig(booster, RAW);
        contributionConfig = fastConfig(booster, CONTRIBUTIONS);
    }

    /** Loads the library in the way of the native plugin, which keeps away from files that other processes use. */
    static void loadLibrary(String modelText) {
        NativeLightGbmPredictorProvider provider = new NativeLightGbmPredictorProvider();
        PluginContext context = PluginContext.builder(InstantSource.fixed(Instant.EPOCH))
                .artifact(Artifact.ofText(LightGbmPredictorProvider.MODEL_ENTRY, modelText))
                .build();
        provider.create(PluginConfig.empty(provider), context).close();
    }

    static SWIGTYPE_p_void load(String modelText) {
        SWIGTYPE_p_p_void cell = lightgbmlib.new_voidpp();
        SWIGTYPE_p_int iterations = lightgbmlib.new_intp();
        try {
            check(lightgbmlib.LGBM_BoosterLoadModelFromString(modelText, iterations, cell));
            return lightgbmlib.voidpp_value(cell);
        } finally {
            lightgbmlib.delete_intp(iterations);
            lightgbmlib.delete_voidpp(cell);
        }
    }

    static void free(SWIGTYPE_p_void booster) {
        lightgbmlib.LGBM_BoosterFree(booster);
    }

    private static SWIGTYPE_p_void fastConfig(SWIGTYPE_p_void booster, int kind) {
        SWIGTYPE_p_p_void cell = lightgbmlib.new_voidpp();
        try {
            check(lightgbmlib.LGBM_BoosterPredictForMatSingleRowFastInit(
                    booster, kind, 0, ALL, FLOAT64, ScoringData.FEATURES, "num_threads=1 verbosity=-1", cell));
            return lightgbmlib.voidpp_value(cell);
        } finally {
            lightgbmlib.delete_voidpp(cell);
        }
    }

    double raw(double[] row) {
        check(lightgbmlib.LGBM_BoosterPredictForMatSingleRowFastCriticalSWIG(row, rawConfig, length, output));
        return lightgbmlib.doubleArray_getitem(output, 0);
    }

    double contributions(double[] row, double[] target) {
        check(lightgbmlib.LGBM_BoosterPredictForMatSingleRowFastCriticalSWIG(row, contributionConfig, length, output));
        for (int i = 0; i < target.length; i++) {
            target[i] = lightgbmlib.doubleArray_getitem(output, i);
        }
        return target[0];
    }

    /** Rows in native memory and room for their scores. */
    final class Batch implements AutoCloseable {
        private final int count;
        private final SWIGTYPE_p_double rows;
        private final SWIGTYPE_p_double scores;

        Batch(double[] rowMajor, int count) {
            this.count = count;
            this.rows = lightgbmlib.new_doubleArray(rowMajor.length);
            this.scores = lightgbmlib.new_doubleArray(count);
            for (int i = 0; i < rowMajor.length; i++) {
                lightgbmlib.doubleArray_setitem(rows, i, rowMajor[i]);
            }
        }

        void raw(int threads) {
            check(lightgbmlib.LGBM_BoosterPredictForMat(
                    booster,
                    lightgbmlib.double_to_voidp_ptr(rows),
                    FLOAT64,
                    count,
                    ScoringData.FEATURES,
                    ROW_MAJOR,
                    RAW,
                    0,
                    ALL,
                    "verbosity=-1 num_threads=" + threads,
                    length,
                    scores));
        }

        double score(int row) {
            return lightgbmlib.doubleArray_getitem(scores, row);
        }

        @Override
        public void close() {
            lightgbmlib.delete_doubleArray(rows);
            lightgbmlib.delete_doubleArray(scores);
        }
    }

    private static void check(int code) {
        if (code != 0) {
            throw new IllegalStateException("LightGBM says: " + lightgbmlib.LGBM_GetLastError());
        }
    }

    @Override
    public void close() {
        lightgbmlib.LGBM_FastConfigFree(rawConfig);
        lightgbmlib.LGBM_FastConfigFree(contributionConfig);
        lightgbmlib.delete_doubleArray(output);
        lightgbmlib.delete_int64_tp(length);
        free(booster);
    }
}
