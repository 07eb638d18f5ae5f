package io.levibot.model.lightgbm;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_float;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import io.levibot.api.FeatureSpec;
import io.levibot.api.spi.TrainingSet;
import org.jspecify.annotations.Nullable;

/**
 * Binned rows in native memory: about one byte per value, after a copy of 8 bytes per value that lives only while it is made.
 *
 * <p>For the thread that fits, inside one try-with-resources; must outlive the booster that uses it.
 */
final class NativeDataset implements AutoCloseable {
    private static final int FLOAT32 = 0;
    private static final int FLOAT64 = 1;
    private static final int ROW_MAJOR = 1;

    private final SWIGTYPE_p_void handle;

    private NativeDataset(SWIGTYPE_p_void handle) {
        this.handle = handle;
    }

    /**
     * @param set the rows
     * @param matrix the same rows, checked
     * @param parameters dataset and booster parameters
     * @param reference whose bins are used, or null to find bins
     * @return the binned rows
     */
    static NativeDataset of(
            TrainingSet set, TrainingMatrix matrix, String parameters, @Nullable NativeDataset reference) {
        float[] labels = matrix.labels();
        float[] weights = matrix.weights();
        NativeDataset dataset = new NativeDataset(bin(matrix, parameters, reference));
        try {
            dataset.nameFeatures(set);
            dataset.field("label", labels);
            if (weights.length > 0) {
                dataset.field("weight", weights);
            }
            return dataset;
        } catch (NativeCallException e) {
            dataset.close();
            throw e;
        }
    }

    SWIGTYPE_p_void handle() {
        return handle;
    }

    /** Frees it; must be called once, as try-with-resources does. */
    @Override
    public void close() {
        lightgbmlib.LGBM_DatasetFree(handle);
    }

    private static SWIGTYPE_p_void bin(TrainingMatrix matrix, String parameters, @Nullable NativeDataset reference) {
        SWIGTYPE_p_p_void cell = lightgbmlib.new_voidpp();
        try (NativeDoubles values = new NativeDoubles((long) matrix.rows() * matrix.columns())) {
            matrix.copyTo(values);
            NativeLibrary.check(
                    lightgbmlib.LGBM_DatasetCreateFromMat(
                            lightgbmlib.double_to_voidp_ptr(values.pointer()),
                            FLOAT64,
                            matrix.rows(),
                            matrix.columns(),
                            ROW_MAJOR,
                            parameters,
                            reference == null ? null : reference.handle,
                            cell),
                    "bin " + matrix.rows() + " rows");
            return lightgbmlib.voidpp_value(cell);
        } finally {
            lightgbmlib.delete_voidpp(cell);
        }
    }

    private void nameFeatures(TrainingSet set) {
        String[] names = set.schema().features().stream().map(FeatureSpec::name).toArray(String[]::new);
        NativeLibrary.check(lightgbmlib.LGBM_DatasetSetFeatureNames(handle, names, names.length), "name the features");
    }

    private void field(String field, float[] values) {
        SWIGTYPE_p_float array = lightgbmlib.new_floatArray(values.length);
        try {
            for (int i = 0; i < values.length; i++) {
                lightgbmlib.floatArray_setitem(array, i, values[i]);
            }
            NativeLibrary.check(
                    lightgbmlib.LGBM_DatasetSetField(
                            handle, field, lightgbmlib.float_to_voidp_ptr(array), values.length, FLOAT32),
                    "set the " + field);
        } finally {
            lightgbmlib.delete_floatArray(array);
        }
    }
}
