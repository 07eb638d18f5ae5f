package io.levibot.model.lightgbm;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/**
 * A forest that no training would give: every kind of split and missing value in any place, thresholds that collide, odd leaf
 * values. It writes itself as a model text, and scores and explains rows by the definitions, in the plainest way: as trees of
 * objects, with nothing in common with the code under test.
 */
final class MadeForest {
    private static final double[] THRESHOLDS = {
        0.0,
        -0.0,
        1e-35f,
        -1e-35f,
        1e-36,
        -1e-36,
        Double.MIN_VALUE,
        0.5,
        1.0,
        1.5,
        -1.0,
        2.5,
        3.0,
        1e300,
        -1e300,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY
    };
    private static final int[] DECISIONS = {0, 2, 4, 6, 8, 10, 1, 9, 3, 5};

    final int features;
    final int classes;
    private final List<Node> trees = new ArrayList<>();
    private final Random random;

    /** A node or, without children, a leaf. */
    private static final class Node {
        int feature;
        double threshold;
        int decision;
        List<Integer> categories = List.of();
        Node left;
        Node right;
        int rows;
        double value;
        int number;

        boolean leaf() {
            return left == null;
        }
    }

    MadeForest(long seed) {
        this.random = new Random(seed);
        this.features = 1 + random.nextInt(5);
        this.classes = random.nextInt(4) == 0 ? 3 : 1;
        int count = classes * (1 + random.nextInt(8));
        // Few leaves mostly; at times so many that a tree fills several blocks, or one feature several slots.
        int most = random.nextInt(8) == 0 ? 300 : 20;
        for (int i = 0; i < count; i++) {
            trees.add(grow(1 + random.nextInt(most)));
        }
    }

    private Node grow(int leaves) {
        Node node = new Node();
        if (leaves == 1) {
            node.rows = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(30);
            node.value = leafValue();
            return node;
        }
        node.feature = random.nextInt(features);
        node.decision = DECISIONS[random.nextInt(DECISIONS.length)];
        node.threshold =
                random.nextBoolean() ? THRESHOLDS[random.nextInt(THRESHOLDS.length)] : random.nextInt(2000) / 128.0 - 8;
        if ((node.decision & 1) != 0) {
            List<Integer> categories = new ArrayList<>();
            for (int i = random.nextInt(8); i >= 0; i--) {
                categories.add(random.nextInt(random.nextInt(10) == 0 ? 500 : 14));
            }
            node.categories = categories;
        }
        int toTheLeft = 1 + random.nextInt(leaves - 1);
        node.left = grow(toTheLeft);
        node.right = grow(leaves - toTheLeft);
        node.rows = node.left.rows + node.right.rows;
        return node;
    }

    private double leafValue() {
        return switch (random.nextInt(8)) {
            case 0 -> 0.0;
            case 1 -> -0.0;
            case 2 -> 1e-300;
            default -> random.nextGaussian();
        };
    }

    /** Whether every tree with splits says how its training rows went. */
    boolean counted() {
        return trees.stream().allMatch(tree -> tree.leaf() || tree.rows > 0);
    }

    /** Raw scores by the definition of LightGBM's trees. */
    double[] raw(double[] row) {
        double[] scores = new double[classes];
        for (int i = 0; i < trees.size(); i++) {
            Node node = trees.get(i);
            while (!node.leaf()) {
                node = goesLeft(node, row[node.feature]) ? node.left : node.right;
            }
            scores[i % classes] += node.value;
        }
        return scores;
    }

    private static boolean goesLeft(Node node, double given) {
        double x = Math.abs(given) <= (double) 1e-35f ? 0.0 : given;
        if ((node.decision & 1) != 0) {
            return x > -1 && x < Integer.MAX_VALUE && node.categories.contains((int) x);
        }
        int missing = node.decision >> 2;
        boolean isMissing = missing == 1 ? Double.isNaN(x) || x == 0.0 : missing == 2 && Double.isNaN(x);
        if (isMissing) {
            return (node.decision & 2) != 0;
        }
        return (Double.isNaN(x) ? 0.0 : x) <= node.threshold;
    }

    /** Shapley values by their definition: the average over all orders in which the features can come to be known. */
    double[] shapley(double[] row) {
        double[] shares = new double[classes * (features + 1)];
        for (int i = 0; i < trees.size(); i++) {
            int offset = i % classes * (features + 1);
            shares[offset + features] += expected(trees.get(i), row, 0);
            for (int known = 0; known < 1 << features; known++) {
                for (int feature = 0; feature < features; feature++) {
                    if ((known & 1 << feature) == 0) {
                        double gain =
                                expected(trees.get(i), row, known | 1 << feature) - expected(trees.get(i), row, known);
                        shares[offset + feature] += gain / (features * choose(features - 1, Integer.bitCount(known)));
                    }
                }
            }
        }
        return shares;
    }

    /** What a tree gives on average when only the features in the set are known. */
    private static double expected(Node node, double[] row, int known) {
        if (node.leaf()) {
            return node.value;
        }
        if ((known & 1 << node.feature) != 0) {
            return expected(goesLeft(node, row[node.feature]) ? node.left : node.right, row, known);
        }
        if (node.rows == 0) {
            return 0.0;
        }
        double left = node.left.rows / (double) node.rows;
        double right = node.right.rows / (double) node.rows;
        return left * expected(node.left, row, known) + right * expected(node.right, row, known);
    }

    private static double choose(int n, int k) {
        double result = 1.0;
        for (int i = 0; i < k; i++) {
            result = result * (n - i) / (i + 1);
        }
        return result;
    }

    String text() {
        StringJoiner names = new StringJoiner(" ");
        for (int i = 0; i < features; i++) {
            names.add("f" + i);
        }
        StringBuilder text = new StringBuilder("tree\nversion=v4\nnum_class=" + classes + "\nnum_tree_per_iteration="
                + classes + "\nmax_feature_idx=" + (features - 1) + "\nfeature_names=" + names + "\n\n");
        for (int i = 0; i < trees.size(); i++) {
            text.append("Tree=").append(i).append('\n');
            appendTree(trees.get(i), text);
            text.append("\n\n");
        }
        return text.append("end of trees\n").toString();
    }

    private static void appendTree(Node root, StringBuilder text) {
        List<Node> nodes = new ArrayList<>();
        List<Node> leaves = new ArrayList<>();
        number(root, nodes, leaves);
        text.append("num_leaves=").append(leaves.size()).append('\n');
        Lists lists = new Lists();
        for (Node node : nodes) {
            lists.add(node);
        }
        lists.appendTo(text);
        StringJoiner values = new StringJoiner(" ");
        StringJoiner counts = new StringJoiner(" ");
        for (Node leaf : leaves) {
            values.add(String.valueOf(leaf.value));
            counts.add(String.valueOf(leaf.rows));
        }
        text.append("leaf_value=")
                .append(values)
                .append("\nleaf_count=")
                .append(counts)
                .append("\nshrinkage=1\n");
    }

    private static void number(Node node, List<Node> nodes, List<Node> leaves) {
        if (node.leaf()) {
            node.number = ~leaves.size();
            leaves.add(node);
            return;
        }
        node.number = nodes.size();
        nodes.add(node);
        // Right before left: children need not follow their parents in LightGBM's order.
        number(node.right, nodes, leaves);
        number(node.left, nodes, leaves);
    }

    /** The lines of a tree that have a number per node. */
    private static final class Lists {
        private final StringJoiner features = new StringJoiner(" ", "split_feature=", "\n");
        private final StringJoiner thresholds = new StringJoiner(" ", "threshold=", "\n");
        private final StringJoiner decisions = new StringJoiner(" ", "decision_type=", "\n");
        private final StringJoiner left = new StringJoiner(" ", "left_child=", "\n");
        private final StringJoiner right = new StringJoiner(" ", "right_child=", "\n");
        private final StringJoiner counts = new StringJoiner(" ", "internal_count=", "\n");
        private final StringJoiner boundaries = new StringJoiner(" ", "cat_boundaries=", "\n").add("0");
        private final StringJoiner words = new StringJoiner(" ", "cat_threshold=", "\n");
        private int sets;
        private int wordCount;

        void add(Node node) {
            features.add(String.valueOf(node.feature));
            decisions.add(String.valueOf(node.decision));
            left.add(String.valueOf(node.left.number));
            right.add(String.valueOf(node.right.number));
            counts.add(String.valueOf(node.rows));
            if ((node.decision & 1) == 0) {
                thresholds.add(
                        Double.isInfinite(node.threshold)
                                ? node.threshold > 0 ? "inf" : "-inf"
                                : String.valueOf(node.threshold));
                return;
            }
            thresholds.add(String.valueOf(sets++));
            int[] bits = new int[node.categories.stream().mapToInt(c -> c).max().orElse(0) / 32 + 1];
            node.categories.forEach(category -> bits[category / 32] |= 1 << category % 32);
            for (int word : bits) {
                words.add(Integer.toUnsignedString(word));
            }
            wordCount += bits.length;
            boundaries.add(String.valueOf(wordCount));
        }

        void appendTo(StringBuilder text) {
            text.append("num_cat=").append(sets).append('\n');
            text.append(features)
                    .append(thresholds)
                    .append(decisions)
                    .append(left)
                    .append(right)
                    .append(counts);
            if (sets > 0) {
                text.append(boundaries).append(words);
            }
        }
    }
}
