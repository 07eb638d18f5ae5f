package io.levibot.model.lightgbm;

import io.levibot.api.ConfigException;
import java.util.Arrays;

/** Objectives that can be trained, each with the proper score that early stopping watches (smaller is better). */
enum TrainingObjective {
    /** Labels 0 or 1; the raw score is the log-odds. */
    BINARY("binary", "binary_logloss", "0 or 1"),
    /** Labels from 0 to 1; the raw score is the log-odds. */
    CROSS_ENTROPY("cross_entropy", "cross_entropy", "from 0 to 1"),
    /** Any finite label; the raw score is its expected value. */
    REGRESSION("regression", "l2", "finite");

    private final String code;
    private final String metric;
    private final String allowedLabels;

    TrainingObjective(String code, String metric, String allowedLabels) {
        this.code = code;
        this.metric = metric;
        this.allowedLabels = allowedLabels;
    }

    /**
     * @param code LightGBM's name
     * @return the objective
     * @throws ConfigException if it is not one of these
     */
    static TrainingObjective of(String code) {
        for (TrainingObjective objective : values()) {
            if (objective.code.equals(code)) {
                return objective;
            }
        }
        throw new ConfigException(
                NativeLibrary.COMPONENT,
                "objective '" + code + "'; allowed are "
                        + Arrays.stream(values()).map(TrainingObjective::code).toList());
    }

    String code() {
        return code;
    }

    String metric() {
        return metric;
    }

    /** Returns which labels are allowed, in words. */
    String allowedLabels() {
        return allowedLabels;
    }

    boolean allows(double label) {
        return switch (this) {
            case BINARY -> label == 0.0 || label == 1.0;
            case CROSS_ENTROPY -> label >= 0.0 && label <= 1.0;
            // Labels are single precision in LightGBM.
            case REGRESSION -> Math.abs(label) <= Float.MAX_VALUE;
        };
    }

    /** Returns whether labels that are all equal leave nothing to fit. */
    boolean needsDifferentLabels() {
        return this != REGRESSION;
    }
}
