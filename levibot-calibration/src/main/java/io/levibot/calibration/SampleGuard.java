package io.levibot.calibration;

import io.levibot.api.TrainingException;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.calibration.internal.StateWriter;
import java.util.List;

/**
 * The least data that a method is fitted on unless the configuration says otherwise.
 *
 * @param rows rows of positive weight
 * @param classWeight weight of the rarer class; a weight counts rows, so weights that are scaled to sum to 1 are refused here
 */
record SampleGuard(int rows, double classWeight) {
    private static final String ROWS = "min-samples";
    private static final String CLASS = "min-class";

    /** A guard that every non-empty sample passes. */
    static final SampleGuard NONE = new SampleGuard(1, 0.0);

    List<ConfigKey> keys() {
        return List.of(
                ConfigKey.of(ROWS, "least rows of positive weight to fit on, 1 or more; default " + rows),
                ConfigKey.of(CLASS, "least weight of the rarer class to fit on, 0 or more; default " + classWeight));
    }

    /** Returns this guard with the configured limits. */
    SampleGuard configured(PluginConfig config) {
        return new SampleGuard(
                (int) config.integer(ROWS, rows, 1, Integer.MAX_VALUE),
                config.number(CLASS, classWeight, 0.0, Double.MAX_VALUE));
    }

    boolean allows(Sample sample) {
        return sample.size() >= rows && rarerClass(sample) >= classWeight;
    }

    /** @throws TrainingException if the sample is too small */
    void require(String method, Sample sample) {
        if (sample.size() < rows) {
            throw new TrainingException(
                    method,
                    sample.size() + " rows of positive weight; needed are " + rows
                            + ": give more rows, choose a simpler method, or lower '" + ROWS + "'");
        }
        if (rarerClass(sample) < classWeight) {
            throw new TrainingException(
                    method,
                    "the rarer class weighs " + StateWriter.text(rarerClass(sample)) + "; needed are "
                            + StateWriter.text(classWeight)
                            + ", where an ordinary row weighs 1: give more rows or lower '" + CLASS + "'");
        }
    }

    private static double rarerClass(Sample sample) {
        double positives = sample.positives();
        return Math.min(positives, sample.weightSum() - positives);
    }
}
