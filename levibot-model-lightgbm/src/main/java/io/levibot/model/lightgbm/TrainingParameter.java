package io.levibot.model.lightgbm;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import java.math.BigDecimal;

/** LightGBM parameters that a configuration may set, under LightGBM's own names, with levibot's defaults. */
enum TrainingParameter {
    LEARNING_RATE("learning_rate", Kind.REAL, "0.03", 1e-6, 1, "share of each tree's answer that is added"),
    NUM_LEAVES("num_leaves", Kind.WHOLE, "31", 2, 4096, "most leaves of a tree"),
    MAX_DEPTH("max_depth", Kind.WHOLE, "-1", -1, 64, "most splits between root and leaf, -1 or 0 for no limit"),
    MIN_DATA_IN_LEAF("min_data_in_leaf", Kind.WHOLE, "50", 1, 1_000_000, "fewest rows of a leaf"),
    MIN_SUM_HESSIAN(
            "min_sum_hessian_in_leaf", Kind.REAL, "0.001", 0, 1e9, "smallest sum of second derivatives of a leaf"),
    MIN_GAIN_TO_SPLIT("min_gain_to_split", Kind.REAL, "0", 0, 1e9, "smallest gain of a split"),
    LAMBDA_L1("lambda_l1", Kind.REAL, "0", 0, 1e9, "absolute shrinkage of leaf values"),
    LAMBDA_L2("lambda_l2", Kind.REAL, "0", 0, 1e9, "quadratic shrinkage of leaf values"),
    FEATURE_FRACTION("feature_fraction", Kind.REAL, "0.8", 1e-3, 1, "share of the features that each tree may use"),
    BAGGING_FRACTION("bagging_fraction", Kind.REAL, "0.8", 1e-3, 1, "share of the rows that each tree sees"),
    BAGGING_FREQ("bagging_freq", Kind.WHOLE, "1", 0, 1000, "draw rows anew every so many rounds, 0 for never"),
    MAX_BIN("max_bin", Kind.WHOLE, "255", 2, 4096, "most histogram bins of a feature"),
    USE_MISSING("use_missing", Kind.FLAG, "true", 0, 1, "whether NaN is a value of its own; if false it counts as 0"),
    ZERO_AS_MISSING("zero_as_missing", Kind.FLAG, "false", 0, 1, "whether 0 counts as missing too");

    private enum Kind {
        REAL,
        WHOLE,
        FLAG
    }

    private final String key;
    private final Kind kind;
    private final String defaultText;
    private final double min;
    private final double max;
    private final String meaning;

    TrainingParameter(String key, Kind kind, String defaultText, double min, double max, String meaning) {
        this.key = key;
        this.kind = kind;
        this.defaultText = defaultText;
        this.min = min;
        this.max = max;
        this.meaning = meaning;
    }

    ConfigKey configKey() {
        String range = kind == Kind.FLAG ? "true or false" : plain(min) + " to " + plain(max);
        return ConfigKey.of(key, meaning + "; " + range + "; default " + defaultText);
    }

    /**
     * @param config the configuration
     * @return {@code key=value} as LightGBM reads it; decimal digits only, so that every JDK writes the same
     * @throws io.levibot.api.ConfigException if the value is malformed or out of range
     */
    String assignment(PluginConfig config) {
        return key + "=" + value(config);
    }

    private String value(PluginConfig config) {
        return switch (kind) {
            case FLAG -> String.valueOf(config.flag(key, Boolean.parseBoolean(defaultText)));
            case WHOLE -> String.valueOf(whole(config));
            case REAL -> real(config);
        };
    }

    /** Returns the value of a whole-number parameter. */
    long whole(PluginConfig config) {
        return config.integer(key, Long.parseLong(defaultText), (long) min, (long) max);
    }

    private String real(PluginConfig config) {
        config.number(key, min, min, max);
        String text = config.text(key, defaultText);
        try {
            return new BigDecimal(text).stripTrailingZeros().toPlainString();
        } catch (NumberFormatException e) {
            // Double.parseDouble also takes "0x1p-3" and "1d", which LightGBM would read as something else.
            throw config.refuse(key, "a decimal number");
        }
    }

    private static String plain(double number) {
        return new BigDecimal(String.valueOf(number)).stripTrailingZeros().toPlainString();
    }
}
