package io.levibot.model.lightgbm;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import io.levibot.api.ArtifactException;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One native booster restored from text, and the prepared predictions on it. Native memory: about the size of the text.
 *
 * <p>Not thread-safe and not guarded: {@link NativeBooster} makes sure that one thread uses it at a time and none after {@link
 * #free}.
 */
final class BoosterHandle {
    private final SWIGTYPE_p_void booster;
    private final int width;
    private final int iterations;
    private final Map<PredictionKind, FastPath> paths = new EnumMap<>(PredictionKind.class);
    private @Nullable FastPath raw;

    private BoosterHandle(SWIGTYPE_p_void booster, int width, int iterations) {
        this.booster = booster;
        this.width = width;
        this.iterations = iterations;
    }

    /**
     * @param modelText a model in LightGBM's text format
     * @param iterations iterations to use, 0 for all
     * @return a native copy of the model
     * @throws ArtifactException if LightGBM refuses the text
     */
    static BoosterHandle load(String modelText, int iterations) {
        NativeLibrary.get();
        if (!modelText.startsWith("tree")) {
            throw new ArtifactException(
                    NativeLibrary.COMPONENT, "not a LightGBM text model: it does not begin with the line 'tree'");
        }
        SWIGTYPE_p_p_void cell = lightgbmlib.new_voidpp();
        SWIGTYPE_p_int loaded = lightgbmlib.new_intp();
        try {
            if (lightgbmlib.LGBM_BoosterLoadModelFromString(modelText, loaded, cell) != 0) {
                throw new ArtifactException(
                        NativeLibrary.COMPONENT, "LightGBM refused the model: " + lightgbmlib.LGBM_GetLastError());
            }
            SWIGTYPE_p_void booster = lightgbmlib.voidpp_value(cell);
            int width = NativeInts.read(
                    out -> lightgbmlib.LGBM_BoosterGetNumFeature(booster, out), "read the number of features");
            return new BoosterHandle(booster, width, iterations);
        } finally {
            lightgbmlib.delete_intp(loaded);
            lightgbmlib.delete_voidpp(cell);
        }
    }

    int width() {
        return width;
    }

    /** Returns how many scores the model adds up per row: the number of classes, 1 for a binary model. */
    int classes() {
        return outputs(PredictionKind.RAW);
    }

    int outputs(PredictionKind kind) {
        return FastPath.outputs(booster, kind, iterations);
    }

    double predictRawOne(double[] row) {
        FastPath path = raw;
        if (path == null) {
            path = path(PredictionKind.RAW);
            raw = path;
        }
        return path.predictOne(row);
    }

    void predict(PredictionKind kind, double[] row, double[] target, int offset) {
        path(kind).predict(row, target, offset);
    }

    private FastPath path(PredictionKind kind) {
        FastPath path = paths.get(kind);
        if (path == null) {
            path = FastPath.of(booster, kind, width, iterations);
            paths.put(kind, path);
        }
        return path;
    }

    void free() {
        paths.values().forEach(FastPath::free);
        paths.clear();
        raw = null;
        lightgbmlib.LGBM_BoosterFree(booster);
    }
}
