package io.levibot.model.lightgbm;

import io.levibot.model.lightgbm.LightGbmFormatException.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands before the first tree.
 *
 * @param version 2, 3 or 4
 * @param classes scores per row, which is also trees per iteration
 * @param objective how a raw score becomes an output
 * @param objectiveNamed whether the file has an objective line
 * @param averaged whether the trees' average, not their sum, is the score (random forest)
 * @param featureNames input columns in order
 * @param treeSizes bytes of each tree's block, or null if the file does not say
 */
record ModelHeader(
        int version,
        int classes,
        Objective objective,
        boolean objectiveNamed,
        boolean averaged,
        List<String> featureNames,
        int @Nullable [] treeSizes) {
    static final byte[] TREE_PREFIX = ModelText.ascii("Tree=");
    private static final byte[] END_OF_TREES = ModelText.ascii("end of trees");

    /** Early v2 writers have no end mark; their importances follow at once. */
    private static final byte[] IMPORTANCES = ModelText.ascii("feature importances:");

    /** Headers have about a dozen lines; more means that this is something else. */
    private static final int MAX_LINES = 256;

    /** Whether the current line closes the list of trees. */
    static boolean endsTrees(ModelText text) {
        return text.is(END_OF_TREES) || text.is(IMPORTANCES);
    }

    /** Reads up to and including the line that begins the first tree or ends the trees. */
    static ModelHeader read(ModelText text, ReadLimits limits) {
        if (!text.advance() || !text.is(ModelText.ascii("tree"))) {
            throw text.refuse(
                    Kind.NOT_A_MODEL,
                    "a LightGBM text model begins with a line 'tree', this begins with "
                            + text.shown(text.start(), text.end()));
        }
        Map<String, NumberLine> values = new HashMap<>();
        while (true) {
            if (!text.advance()) {
                throw text.refuse(Kind.MALFORMED, "the text ends before the first tree; it is cut off");
            }
            if (text.startsWith(TREE_PREFIX) || endsTrees(text)) {
                break;
            }
            if (!text.blank()) {
                keep(text, values);
            }
        }
        return new HeaderFields(text, values, limits).header();
    }

    private static void keep(ModelText text, Map<String, NumberLine> values) {
        int equals = text.equalsSign();
        if (equals - text.start() > 64 || values.size() >= MAX_LINES) {
            throw text.refuse(
                    Kind.MALFORMED,
                    "not a header line: " + text.shown(text.start(), text.end()) + "; expected is key=value");
        }
        String key = text.text(text.start(), equals);
        int valueStart = Math.min(equals + 1, text.end());
        NumberLine value = new NumberLine(text, key, text.line(), valueStart, text.end());
        if (values.put(key, value) != null) {
            throw text.refuse(Kind.MALFORMED, "second line " + text.shown(text.start(), equals) + " in the header");
        }
    }

    /** Checks the header's lines one by one. */
    private record HeaderFields(ModelText text, Map<String, NumberLine> values, ReadLimits limits) {
        ModelHeader header() {
            int version = version();
            int classes = count("num_class", limits.maxClasses());
            int perIteration = values.containsKey("num_tree_per_iteration")
                    ? count("num_tree_per_iteration", limits.maxClasses())
                    : classes;
            if (perIteration != classes) {
                throw required("num_tree_per_iteration")
                        .refuse(
                                Kind.INCONSISTENT,
                                "is " + perIteration + " but num_class is " + classes + "; they must be equal");
            }
            Objective objective = objective(classes);
            boolean averaged = values.containsKey("average_output");
            if (version == 2 && averaged && objective.converts()) {
                throw required("average_output")
                        .refuse(
                                Kind.AMBIGUOUS_FOREST,
                                "in a v2 model with objective " + objective.name()
                                        + ": old libraries stored converted values in the leaves of a random forest, newer ones"
                                        + " convert their average, and the file does not say which; train it again with LightGBM 3"
                                        + " or newer");
            }
            return new ModelHeader(
                    version,
                    classes,
                    objective,
                    values.containsKey("objective"),
                    averaged,
                    featureNames(),
                    treeSizes(classes));
        }

        private int version() {
            NumberLine line = required("version");
            String value = line.text();
            return switch (value) {
                case "v2" -> 2;
                case "v3" -> 3;
                case "v4" -> 4;
                default ->
                    throw line.refuse(Kind.UNSUPPORTED_VERSION, "is " + line.shown() + "; readable are v2, v3 and v4");
            };
        }

        private Objective objective(int classes) {
            NumberLine line = values.get("objective");
            if (line == null) {
                return Objective.custom(classes);
            }
            return Objective.parse(line, classes);
        }

        private List<String> featureNames() {
            // LightGBM counts from 0 and a model needs at least one column.
            int features = required("max_feature_idx").copy().single(0, Integer.MAX_VALUE - 1) + 1;
            if (features > limits.maxFeatures()) {
                throw required("max_feature_idx")
                        .refuse(
                                Kind.TOO_LARGE,
                                "makes " + features + " features; the limit is " + limits.maxFeatures());
            }
            List<String> names = required("feature_names").words();
            if (names.size() != features) {
                throw required("feature_names")
                        .refuse(
                                Kind.INCONSISTENT,
                                "has " + names.size() + " names, max_feature_idx makes it " + features);
            }
            return names;
        }

        private int @Nullable [] treeSizes(int classes) {
            NumberLine line = values.get("tree_sizes");
            if (line == null) {
                return null;
            }
            int trees = line.countTokens();
            if (trees > limits.maxTrees()) {
                throw line.refuse(Kind.TOO_LARGE, "lists " + trees + " trees; the limit is " + limits.maxTrees());
            }
            if (trees % classes != 0) {
                throw line.refuse(
                        Kind.INCONSISTENT,
                        "lists " + trees + " trees, which is no multiple of " + classes + " per iteration");
            }
            return line.ints(trees, 1, Integer.MAX_VALUE);
        }

        private int count(String key, int limit) {
            NumberLine line = required(key);
            int value = line.copy().single(1, Integer.MAX_VALUE);
            if (value > limit) {
                throw line.refuse(Kind.TOO_LARGE, "is " + value + "; the limit is " + limit);
            }
            return value;
        }

        private NumberLine required(String key) {
            NumberLine line = values.get(key);
            if (line == null) {
                throw text.refuse(Kind.MALFORMED, "no line " + key + "= before the first tree");
            }
            return line;
        }
    }
}
