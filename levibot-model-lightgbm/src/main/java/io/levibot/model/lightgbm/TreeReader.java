package io.levibot.model.lightgbm;

import io.levibot.model.lightgbm.LightGbmFormatException.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the block of one tree, which ends at a blank line, and checks everything that scoring relies on: lengths, ranges, node
 * kinds, and that the children form one tree. Each reader is for one text; not thread-safe.
 */
final class TreeReader {
    /** Lines of a block that scoring needs; the others are passed over. */
    private enum Field {
        NUM_LEAVES,
        NUM_CAT,
        SPLIT_FEATURE,
        THRESHOLD,
        DECISION_TYPE,
        LEFT_CHILD,
        RIGHT_CHILD,
        LEAF_VALUE,
        LEAF_COUNT,
        INTERNAL_COUNT,
        CAT_BOUNDARIES,
        CAT_THRESHOLD,
        IS_LINEAR,
        LEAF_CONST,
        NUM_FEATURES,
        LEAF_FEATURES,
        LEAF_COEFF;

        private final String key = name().toLowerCase(java.util.Locale.ROOT);

        @SuppressWarnings("ImmutableEnumChecker") // never handed out, never written
        private final byte[] prefix = ModelText.ascii(key + "=");
    }

    private static final Field[] FIELDS = Field.values();

    private final ModelText text;
    private final ReadLimits limits;
    private final int features;
    private final @Nullable NumberLine[] lines = new NumberLine[FIELDS.length];

    TreeReader(ModelText text, ReadLimits limits, int features) {
        this.text = text;
        this.limits = limits;
        this.features = features;
    }

    /** Reads the block whose {@code Tree=} line is current; afterwards the current line is the blank one, or the text's end. */
    ParsedTree read() {
        collect();
        int leaves = numLeaves();
        ParsedTree tree = new ParsedTree(leaves, finite(required(Field.LEAF_VALUE), leaves));
        if (leaves > 1) {
            readSplits(tree);
            TreeShape.check(tree, text);
        }
        readCounts(tree);
        if (flag(Field.IS_LINEAR)) {
            readLinear(tree);
        } else if (lines[Field.LEAF_CONST.ordinal()] != null || lines[Field.LEAF_COEFF.ordinal()] != null) {
            throw text.refuse(
                    Kind.INCONSISTENT, "the tree has linear leaves but no line is_linear=1; the file was edited");
        }
        return tree;
    }

    private void collect() {
        Arrays.fill(lines, null);
        while (text.advance() && !text.blank()) {
            if (text.startsWith(ModelHeader.TREE_PREFIX) || ModelHeader.endsTrees(text)) {
                throw text.refuse(
                        Kind.MALFORMED, "a tree's block must end with a blank line; lines were removed or added");
            }
            for (Field field : FIELDS) {
                if (text.startsWith(field.prefix)) {
                    keep(field);
                    break;
                }
            }
        }
    }

    private void keep(Field field) {
        if (lines[field.ordinal()] != null) {
            throw text.refuse(Kind.MALFORMED, "second line " + field.key + "= in one tree");
        }
        lines[field.ordinal()] =
                new NumberLine(text, field.key, text.line(), text.start() + field.prefix.length, text.end());
    }

    private NumberLine required(Field field) {
        NumberLine line = lines[field.ordinal()];
        if (line == null) {
            throw text.refuse(Kind.MALFORMED, "the tree has no line " + field.key + "=; it is cut off or was edited");
        }
        return line;
    }

    private int numLeaves() {
        int leaves = required(Field.NUM_LEAVES).single(1, Integer.MAX_VALUE);
        if (leaves > limits.maxLeaves()) {
            throw required(Field.NUM_LEAVES)
                    .refuse(Kind.TOO_LARGE, "is " + leaves + "; the limit is " + limits.maxLeaves());
        }
        return leaves;
    }

    private boolean flag(Field field) {
        NumberLine line = lines[field.ordinal()];
        return line != null && line.single(0, 1) == 1;
    }

    private void readSplits(ParsedTree tree) {
        int nodes = tree.leaves - 1;
        tree.left = required(Field.LEFT_CHILD).ints(nodes, -tree.leaves, nodes - 1);
        tree.right = required(Field.RIGHT_CHILD).ints(nodes, -tree.leaves, nodes - 1);
        tree.feature = required(Field.SPLIT_FEATURE).ints(nodes, 0, features - 1);
        tree.threshold = required(Field.THRESHOLD).doubles(nodes);
        NumberLine decisions = required(Field.DECISION_TYPE);
        int[] values = decisions.ints(nodes, Byte.MIN_VALUE, Byte.MAX_VALUE);
        tree.decision = new byte[nodes];
        for (int i = 0; i < nodes; i++) {
            tree.decision[i] = Decision.checked(values[i], decisions);
        }
        readCategories(tree);
    }

    private void readCategories(ParsedTree tree) {
        int sets = required(Field.NUM_CAT).single(0, limits.maxLeaves());
        if (sets > 0) {
            NumberLine boundaries = required(Field.CAT_BOUNDARIES);
            tree.setStart = boundaries.ints(sets + 1, 0, Integer.MAX_VALUE);
            if (tree.setStart[0] != 0) {
                throw boundaries.refuse(Kind.INCONSISTENT, "begins with " + tree.setStart[0] + " instead of 0");
            }
            for (int i = 0; i < sets; i++) {
                if (tree.setStart[i + 1] < tree.setStart[i]) {
                    throw boundaries.refuse(
                            Kind.INCONSISTENT, "falls from " + tree.setStart[i] + " to " + tree.setStart[i + 1]);
                }
            }
            tree.setWords = required(Field.CAT_THRESHOLD).unsignedInts(tree.setStart[sets]);
        }
        for (int node = 0; node < tree.leaves - 1; node++) {
            if (Decision.categorical(tree.decision[node])) {
                double set = tree.threshold[node];
                if (!(set >= 0 && set < sets) || set != (int) set) {
                    throw required(Field.THRESHOLD)
                            .refuse(
                                    Kind.INCONSISTENT,
                                    "of categorical node " + node + " is " + set
                                            + ", which must number one of the tree's num_cat=" + sets
                                            + " category sets");
                }
            }
        }
    }

    private void readCounts(ParsedTree tree) {
        NumberLine leafCount = lines[Field.LEAF_COUNT.ordinal()];
        NumberLine nodeCount = lines[Field.INTERNAL_COUNT.ordinal()];
        if (tree.leaves == 1) {
            tree.leafCount = new int[1];
            tree.nodeCount = new int[0];
        } else if (leafCount != null && nodeCount != null) {
            tree.leafCount = leafCount.ints(tree.leaves, 0, Integer.MAX_VALUE);
            tree.nodeCount = nodeCount.ints(tree.leaves - 1, 0, Integer.MAX_VALUE);
        }
    }

    private void readLinear(ParsedTree tree) {
        tree.leafConst = finite(required(Field.LEAF_CONST), tree.leaves);
        int[] terms = required(Field.NUM_FEATURES).ints(tree.leaves, 0, features);
        tree.termStart = new int[tree.leaves + 1];
        for (int leaf = 0; leaf < tree.leaves; leaf++) {
            tree.termStart[leaf + 1] = Math.addExact(tree.termStart[leaf], terms[leaf]);
        }
        int total = tree.termStart[tree.leaves];
        tree.termFeature = required(Field.LEAF_FEATURES).ints(total, 0, features - 1);
        tree.termCoefficient = finite(required(Field.LEAF_COEFF), total);
    }

    private static double[] finite(NumberLine line, int count) {
        double[] values = line.doubles(count);
        for (int i = 0; i < count; i++) {
            if (!(Math.abs(values[i]) <= Double.MAX_VALUE)) {
                throw line.refuse(Kind.MALFORMED, "number " + i + " is " + values[i] + "; it must be finite");
            }
        }
        return values;
    }
}
