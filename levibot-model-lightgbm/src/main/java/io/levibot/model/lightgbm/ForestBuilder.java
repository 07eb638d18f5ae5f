package io.levibot.model.lightgbm;

import io.levibot.model.lightgbm.LightGbmFormatException.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects parsed trees into the arrays of a {@link FlatForest}. Not thread-safe. */
final class ForestBuilder {
    /** Most nodes or leaves of a forest: indices and their complements must stay ints. */
    private static final int MAX_ELEMENTS = 1 << 29;

    final int classes;
    final Ints root = new Ints();
    final Ints leafStart = new Ints();
    final Ints feature = new Ints();
    final Doubles threshold = new Doubles();
    final Ints decision = new Ints();
    final Ints left = new Ints();
    final Ints right = new Ints();
    final Doubles leafValue = new Doubles();
    final Ints setStart = new Ints();
    final Ints setWords = new Ints();

    /** Splits on the longest way to a leaf. */
    int depth;

    private final Ints nodeCount = new Ints();
    private final Ints leafCount = new Ints();
    private boolean countsKnown = true;

    private final Doubles leafConst = new Doubles();
    private final Ints termStart = new Ints();
    private final Ints termFeature = new Ints();
    private final Doubles termCoefficient = new Doubles();
    private final Ints inLinearTree = new Ints();
    private boolean linear;

    ForestBuilder(int classes) {
        this.classes = classes;
        leafStart.add(0);
        setStart.add(0);
        termStart.add(0);
    }

    void add(ParsedTree tree, ModelText text) {
        int firstNode = feature.size();
        int firstLeaf = leafValue.size();
        if ((long) firstLeaf + tree.leaves > MAX_ELEMENTS) {
            throw text.refuse(Kind.TOO_LARGE, "more than " + MAX_ELEMENTS + " leaves in all, which is the limit");
        }
        root.add(tree.leaves == 1 ? ~firstLeaf : firstNode);
        addNodes(tree, firstNode, firstLeaf);
        addSets(tree);
        addLeaves(tree, firstLeaf);
        leafStart.add(leafValue.size());
        depth = Math.max(depth, tree.depth);
    }

    private void addNodes(ParsedTree tree, int firstNode, int firstLeaf) {
        int firstSet = setStart.size() - 1;
        for (int i = 0; i < tree.leaves - 1; i++) {
            boolean categorical = Decision.categorical(tree.decision[i]);
            feature.add(tree.feature[i]);
            threshold.add(categorical ? firstSet + tree.threshold[i] : tree.threshold[i]);
            decision.add(tree.decision[i]);
            left.add(moved(tree.left[i], firstNode, firstLeaf));
            right.add(moved(tree.right[i], firstNode, firstLeaf));
        }
    }

    private static int moved(int child, int firstNode, int firstLeaf) {
        return child >= 0 ? firstNode + child : ~(firstLeaf + ~child);
    }

    private void addSets(ParsedTree tree) {
        int firstWord = setWords.size();
        for (int i = 1; i < tree.setStart.length; i++) {
            setStart.add(firstWord + tree.setStart[i]);
        }
        setWords.addAll(tree.setWords);
    }

    private void addLeaves(ParsedTree tree, int firstLeaf) {
        leafValue.addAll(tree.leafValue);
        addCounts(tree);
        double[] constants = tree.leafConst;
        if (constants != null && !linear) {
            // The trees before had ordinary leaves: give them empty terms now that terms are kept.
            linear = true;
            addPlainTerms(firstLeaf);
        }
        if (constants == null && linear) {
            addPlainTerms(tree.leaves);
        }
        if (constants != null) {
            addTerms(tree, constants);
        }
    }

    private void addPlainTerms(int leaves) {
        for (int i = 0; i < leaves; i++) {
            leafConst.add(0.0);
            inLinearTree.add(0);
            termStart.add(termFeature.size());
        }
    }

    private void addTerms(ParsedTree tree, double[] constants) {
        int firstTerm = termFeature.size();
        leafConst.addAll(constants);
        termFeature.addAll(tree.termFeature);
        termCoefficient.addAll(tree.termCoefficient);
        for (int i = 1; i <= tree.leaves; i++) {
            termStart.add(firstTerm + tree.termStart[i]);
            inLinearTree.add(1);
        }
    }

    private void addCounts(ParsedTree tree) {
        int[] ofLeaves = tree.leafCount;
        int[] ofNodes = tree.nodeCount;
        countsKnown &= ofLeaves != null && ofNodes != null;
        if (countsKnown && ofLeaves != null && ofNodes != null) {
            leafCount.addAll(ofLeaves);
            nodeCount.addAll(ofNodes);
        }
    }

    @Nullable
    RowCounts rowCounts() {
        return countsKnown ? new RowCounts(nodeCount.toArray(), leafCount.toArray()) : null;
    }

    @Nullable
    LinearLeaves linearLeaves() {
        if (!linear) {
            return null;
        }
        boolean[] flags = new boolean[inLinearTree.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = inLinearTree.get(i) == 1;
        }
        return new LinearLeaves(
                leafConst.toArray(), termStart.toArray(), termFeature.toArray(), termCoefficient.toArray(), flags);
    }

    /** A growing list of ints. */
    static final class Ints {
        private int[] values = new int[64];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        void addAll(int[] more) {
            while (size + more.length > values.length) {
                values = Arrays.copyOf(values, values.length * 2);
            }
            System.arraycopy(more, 0, values, size, more.length);
            size += more.length;
        }

        int get(int index) {
            return values[index];
        }

        int size() {
            return size;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }

        byte[] toByteArray() {
            byte[] bytes = new byte[size];
            for (int i = 0; i < size; i++) {
                bytes[i] = (byte) values[i];
            }
            return bytes;
        }
    }

    /** A growing list of doubles. */
    static final class Doubles {
        private double[] values = new double[64];
        private int size;

        void add(double value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
            }
            values[size++] = value;
        }

        void addAll(double[] more) {
            while (size + more.length > values.length) {
                values = Arrays.copyOf(values, values.length * 2);
            }
            System.arraycopy(more, 0, values, size, more.length);
            size += more.length;
        }

        int size() {
            return size;
        }

        double[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
