package io.levibot.model.lightgbm;

import com.microsoft.ml.lightgbm.SWIGTYPE_p_int;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_p_void;
import com.microsoft.ml.lightgbm.SWIGTYPE_p_void;
import com.microsoft.ml.lightgbm.lightgbmlib;
import io.levibot.api.TrainingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A native booster that grows. For the thread that fits, inside one try-with-resources. */
final class BoostingRun implements AutoCloseable {
    /** How a feature's importance is counted, as LightGBM's C API numbers it. */
    private static final int BY_SPLITS = 0;

    private static final int BY_GAIN = 1;
    private static final int FIRST_STOPPING_SET = 1;
    private static final String LAST_LINE = "end of parameters";

    private final SWIGTYPE_p_void handle;

    private BoostingRun(SWIGTYPE_p_void handle) {
        this.handle = handle;
    }

    /**
     * @param training rows to fit
     * @param stopping rows to measure on, or null
     * @param parameters dataset and booster parameters
     */
    static BoostingRun of(NativeDataset training, @Nullable NativeDataset stopping, String parameters) {
        SWIGTYPE_p_p_void cell = lightgbmlib.new_voidpp();
        try {
            NativeLibrary.check(
                    lightgbmlib.LGBM_BoosterCreate(training.handle(), parameters, cell), "create a booster");
            BoostingRun run = new BoostingRun(lightgbmlib.voidpp_value(cell));
            if (stopping != null) {
                run.measureOn(stopping);
            }
            return run;
        } finally {
            lightgbmlib.delete_voidpp(cell);
        }
    }

    private void measureOn(NativeDataset stopping) {
        try {
            NativeLibrary.check(
                    lightgbmlib.LGBM_BoosterAddValidData(handle, stopping.handle()), "add the stopping rows");
        } catch (NativeCallException e) {
            close();
            throw e;
        }
    }

    /** Adds a round; returns false if no tree could split any more. */
    boolean grow() {
        return NativeInts.read(out -> lightgbmlib.LGBM_BoosterUpdateOneIter(handle, out), "add a round") == 0;
    }

    /** Returns the rounds that the model has. */
    int rounds() {
        return NativeInts.read(
                out -> lightgbmlib.LGBM_BoosterGetCurrentIteration(handle, out), "read the number of rounds");
    }

    /** Returns the metric on the stopping rows; smaller is better. */
    double loss() {
        SWIGTYPE_p_int length = lightgbmlib.new_intp();
        int metrics = NativeInts.read(out -> lightgbmlib.LGBM_BoosterGetEvalCounts(handle, out), "count the metrics");
        try (NativeDoubles values = new NativeDoubles(Math.max(1, metrics))) {
            NativeLibrary.check(
                    lightgbmlib.LGBM_BoosterGetEval(handle, FIRST_STOPPING_SET, length, values.pointer()),
                    "measure on the stopping rows");
            return values.get(0);
        } finally {
            lightgbmlib.delete_intp(length);
        }
    }

    /** Returns the total gain per feature over the first rounds. */
    double[] gains(int rounds, int features) {
        return importance(rounds, features, BY_GAIN);
    }

    private double[] importance(int rounds, int features, int type) {
        try (NativeDoubles values = new NativeDoubles(features)) {
            NativeLibrary.check(
                    lightgbmlib.LGBM_BoosterFeatureImportance(handle, rounds, type, values.pointer()),
                    "read the importance of the features");
            double[] result = new double[features];
            for (int i = 0; i < features; i++) {
                result[i] = values.get(i);
            }
            return result;
        }
    }

    /**
     * Returns the model text of the first rounds. It goes through a file that only this user can read, because the generated
     * method that returns a string never frees its buffer.
     */
    String text(int rounds) {
        try {
            Path file = Files.createTempFile("levibot-model-", ".txt");
            try {
                NativeLibrary.check(
                        lightgbmlib.LGBM_BoosterSaveModel(handle, 0, rounds, BY_SPLITS, file.toString()),
                        "save the model");
                return complete(Files.readString(file, StandardCharsets.UTF_8), file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new TrainingException(
                    NativeLibrary.COMPONENT,
                    "cannot save the model through " + System.getProperty("java.io.tmpdir")
                            + "; point -Djava.io.tmpdir to a" + " writable directory with room for it",
                    e);
        }
    }

    private static String complete(String text, Path file) throws IOException {
        // LightGBM does not report a short write.
        if (!text.stripTrailing().endsWith(LAST_LINE)) {
            throw new IOException("the model in " + file + " ends early; the disk may be full");
        }
        return text;
    }

    /** Frees it; must be called once, as try-with-resources does. */
    @Override
    public void close() {
        lightgbmlib.LGBM_BoosterFree(handle);
    }
}
