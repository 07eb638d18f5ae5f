package io.levibot.model.lightgbm;

import io.levibot.api.ConfigException;
import io.levibot.api.FeatureSchema;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Checked training configuration. What makes a fit repeatable is not configurable: {@code deterministic} and {@code
 * force_row_wise} are on, and the number of threads is a setting of its own that never depends on the machine.
 *
 * @param objective what is fitted
 * @param rounds most boosting rounds, at least 1
 * @param patience early stopping: rounds without improvement, at least 1
 * @param threads native threads, at least 1
 * @param seed of everything random, 0 or more
 * @param minDataInLeaf fewest rows of a leaf
 * @param categorical names of the categorical features
 * @param assignments further parameters as {@code key=value}
 */
record TrainingOptions(
        TrainingObjective objective,
        int rounds,
        int patience,
        int threads,
        int seed,
        int minDataInLeaf,
        List<String> categorical,
        List<String> assignments) {
    private static final String OBJECTIVE = "objective";
    private static final String ROUNDS = "rounds";
    private static final String EARLY_STOPPING_ROUNDS = "early_stopping_rounds";
    private static final String NUM_THREADS = "num_threads";
    private static final String SEED = "seed";
    private static final String CATEGORICAL_FEATURE = "categorical_feature";
    private static final String IS_UNBALANCE = "is_unbalance";
    private static final String SCALE_POS_WEIGHT = "scale_pos_weight";

    static final int DEFAULT_ROUNDS = 500;
    static final int DEFAULT_PATIENCE = 50;
    static final int DEFAULT_THREADS = 1;
    private static final int MOST_ROUNDS = 100_000;
    private static final int MOST_THREADS = 64;

    TrainingOptions {
        categorical = List.copyOf(categorical);
        assignments = List.copyOf(assignments);
    }

    /** Returns every key that {@link #of} understands. */
    static Set<ConfigKey> keys() {
        Set<ConfigKey> keys = new LinkedHashSet<>();
        keys.add(ConfigKey.of(
                OBJECTIVE, "binary (labels 0 and 1), cross_entropy (labels 0 to 1) or regression; default binary"));
        keys.add(ConfigKey.of(ROUNDS, "most boosting rounds; 1 to " + MOST_ROUNDS + "; default " + DEFAULT_ROUNDS));
        keys.add(ConfigKey.of(
                EARLY_STOPPING_ROUNDS,
                "stop after so many rounds without improvement on the stopping block, if one is given; the model keeps its best"
                        + " round; 1 to " + MOST_ROUNDS + "; default " + DEFAULT_PATIENCE));
        keys.add(ConfigKey.of(
                NUM_THREADS,
                "native threads; the model does not depend on them; they wait for each other busily, so more than 1 pays only for"
                        + " large sets on idle processors; 1 to " + MOST_THREADS + "; default " + DEFAULT_THREADS));
        keys.add(ConfigKey.of(SEED, "seed, 0 to 2147483647; by default derived from the plugin context's seed"));
        keys.add(ConfigKey.of(
                CATEGORICAL_FEATURE,
                "names of features whose whole numbers are categories, separated by commas; default none"));
        keys.add(ConfigKey.of(IS_UNBALANCE, "only false: class weights spoil probabilities"));
        keys.add(ConfigKey.of(SCALE_POS_WEIGHT, "only 1: class weights spoil probabilities"));
        for (TrainingParameter parameter : TrainingParameter.values()) {
            keys.add(parameter.configKey());
        }
        return keys;
    }

    /**
     * @param config values of {@link #keys}
     * @param context gives the seed where the configuration does not
     * @return the checked options
     * @throws ConfigException if a value is malformed, out of range, or a class weight
     */
    static TrainingOptions of(PluginConfig config, PluginContext context) {
        refuseClassWeights(config);
        List<String> assignments = new ArrayList<>();
        for (TrainingParameter parameter : TrainingParameter.values()) {
            assignments.add(parameter.assignment(config));
        }
        return new TrainingOptions(
                TrainingObjective.of(config.text(OBJECTIVE, TrainingObjective.BINARY.code())),
                (int) config.integer(ROUNDS, DEFAULT_ROUNDS, 1, MOST_ROUNDS),
                (int) config.integer(EARLY_STOPPING_ROUNDS, DEFAULT_PATIENCE, 1, MOST_ROUNDS),
                (int) config.integer(NUM_THREADS, DEFAULT_THREADS, 1, MOST_THREADS),
                (int) config.integer(SEED, Long.hashCode(context.seed()) & Integer.MAX_VALUE, 0, Integer.MAX_VALUE),
                (int) TrainingParameter.MIN_DATA_IN_LEAF.whole(config),
                names(config.text(CATEGORICAL_FEATURE, "")),
                assignments);
    }

    /**
     * Returns the one text that both the dataset and the booster get: LightGBM silently ignores {@code categorical_feature},
     * {@code use_missing} and {@code zero_as_missing} unless the dataset has them.
     *
     * @param schema the features
     * @throws ConfigException if a categorical feature is not in the schema
     */
    String parameters(FeatureSchema schema) {
        StringJoiner text = new StringJoiner(" ");
        text.add("objective=" + objective.code()).add("metric=" + objective.metric());
        text.add("boosting=gbdt").add("verbosity=-1").add("deterministic=true").add("force_row_wise=true");
        text.add("num_threads=" + threads).add("seed=" + seed);
        assignments.forEach(text::add);
        if (!categorical.isEmpty()) {
            text.add("categorical_feature=" + indices(schema));
        }
        return text.toString();
    }

    private String indices(FeatureSchema schema) {
        StringJoiner indices = new StringJoiner(",");
        for (String name : categorical) {
            int index = schema.features().stream()
                    .map(feature -> feature.name())
                    .toList()
                    .indexOf(name);
            if (index < 0) {
                throw new ConfigException(
                        NativeLibrary.COMPONENT,
                        CATEGORICAL_FEATURE + " '" + name + "' is not a feature; there are "
                                + schema.features().stream()
                                        .map(feature -> feature.name())
                                        .toList());
            }
            indices.add(String.valueOf(index));
        }
        return indices.toString();
    }

    private static void refuseClassWeights(PluginConfig config) {
        boolean unbalanced = config.flag(IS_UNBALANCE, false);
        double weight = config.number(SCALE_POS_WEIGHT, 1, 0, Double.MAX_VALUE);
        if (unbalanced || weight != 1) {
            throw new ConfigException(
                    NativeLibrary.COMPONENT,
                    (unbalanced ? IS_UNBALANCE + "=true" : SCALE_POS_WEIGHT + "=" + weight)
                            + ": class weights are refused, because a model fitted with them answers with probabilities of"
                            + " another world; leave the classes as they are and move the thresholds");
        }
    }

    private static List<String> names(String commaSeparated) {
        List<String> names = new ArrayList<>();
        for (String name : commaSeparated.split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }
}
