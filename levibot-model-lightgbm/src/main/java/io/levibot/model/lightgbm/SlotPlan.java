package io.levibot.model.lightgbm;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives every split of a range of trees its slot and code (see {@link RowQuantiser}).
 *
 * <p>A feature's numerical nodes share one sorted list of thresholds. They need a slot for each way in which they treat missing
 * values, times one for each {@link RowQuantiser#MAX_CODE} thresholds; a node's code is its threshold's place in the stretch. A
 * categorical node's slot stands for its category set; its cell is 0 for members and {@code MAX_CODE} for all else.
 */
final class SlotPlan {
    /** Most cells that the ready rows of one categorical feature may have: 64 MiB. */
    private static final int MAX_CATEGORY_CELLS = 1 << 24;

    private final FlatForest forest;
    private final int firstNode;
    private final int firstSlot;
    private final int maxSlots;

    private final int[] slotOfNode;
    private final int[] codeOfNode;
    private int slots;

    private final List<RowQuantiser.Plain> plain = new ArrayList<>();
    private final List<RowQuantiser.Numeric> numeric = new ArrayList<>();
    private final List<RowQuantiser.Categorical> categorical = new ArrayList<>();

    private SlotPlan(FlatForest forest, int firstNode, int endNode, int firstSlot, int maxSlots) {
        this.forest = forest;
        this.firstNode = firstNode;
        this.firstSlot = firstSlot;
        this.maxSlots = maxSlots;
        this.slotOfNode = new int[endNode - firstNode];
        this.codeOfNode = new int[endNode - firstNode];
    }

    /**
     * @param forest the trees
     * @param firstNode first node of the range
     * @param endNode end of the nodes of the range
     * @param firstSlot number of the first slot
     * @param maxSlots how many slots there may be
     * @return the plan, or null if it would need more slots or too large tables
     */
    static @Nullable SlotPlan of(FlatForest forest, int firstNode, int endNode, int firstSlot, int maxSlots) {
        SlotPlan plan = new SlotPlan(forest, firstNode, endNode, firstSlot, maxSlots);
        return plan.assign() ? plan : null;
    }

    int slots() {
        return slots;
    }

    int slot(int node) {
        return slotOfNode[node - firstNode];
    }

    int code(int node) {
        return codeOfNode[node - firstNode];
    }

    RowQuantiser quantiser() {
        return new RowQuantiser(
                plain.toArray(RowQuantiser.Plain[]::new),
                numeric.toArray(RowQuantiser.Numeric[]::new),
                categorical.toArray(RowQuantiser.Categorical[]::new));
    }

    private boolean assign() {
        for (int[] nodes : nodesByFeature()) {
            int[] numerical = split(nodes, false);
            int[] categories = split(nodes, true);
            if (numerical.length > 0 && !assignNumerical(numerical)) {
                return false;
            }
            if (categories.length > 0 && !assignCategorical(categories)) {
                return false;
            }
        }
        return true;
    }

    /** The nodes of the range, one array per feature that occurs, features ascending. */
    private List<int[]> nodesByFeature() {
        int nodes = slotOfNode.length;
        // Sorting pairs of feature and node as longs keeps this free of boxes and of arrays as wide as the feature
        // space.
        long[] keys = new long[nodes];
        for (int i = 0; i < nodes; i++) {
            keys[i] = (long) forest.feature(firstNode + i) << 32 | firstNode + i;
        }
        Arrays.sort(keys);
        List<int[]> groups = new ArrayList<>();
        int start = 0;
        for (int i = 1; i <= nodes; i++) {
            if (i == nodes || keys[i] >>> 32 != keys[start] >>> 32) {
                int[] group = new int[i - start];
                for (int j = start; j < i; j++) {
                    group[j - start] = (int) keys[j];
                }
                groups.add(group);
                start = i;
            }
        }
        return groups;
    }

    private int[] split(int[] nodes, boolean categories) {
        return Arrays.stream(nodes)
                .filter(node -> Decision.categorical(forest.decision(node)) == categories)
                .toArray();
    }

    private boolean assignNumerical(int[] nodes) {
        Thresholds thresholds = thresholds(nodes);
        if (thresholds == null) {
            return false;
        }
        int[] kinds = Arrays.stream(nodes).map(this::kind).sorted().distinct().toArray();
        int stretches = (thresholds.size() + RowQuantiser.MAX_CODE - 1) / RowQuantiser.MAX_CODE;
        int first = firstSlot + slots;
        if (!take((long) kinds.length * stretches)) {
            return false;
        }
        for (int node : nodes) {
            int place = thresholds.indexOf(threshold(node));
            int kind = Arrays.binarySearch(kinds, kind(node));
            slotOfNode[node - firstNode] = first + kind * stretches + place / RowQuantiser.MAX_CODE;
            codeOfNode[node - firstNode] = place % RowQuantiser.MAX_CODE;
        }
        int feature = forest.feature(nodes[0]);
        if (kinds.length == 1 && kinds[0] == Decision.MISSING_NONE && stretches == 1) {
            plain.add(new RowQuantiser.Plain(feature, first, thresholds));
        } else {
            numeric.add(numericFeature(feature, first, thresholds, kinds, stretches));
        }
        return true;
    }

    private boolean take(long count) {
        if (slots + count > maxSlots) {
            return false;
        }
        slots += (int) count;
        return true;
    }

    /** A node's missing type and default direction; the direction counts only where something can be missing. */
    private int kind(int node) {
        int type = forest.decision(node);
        return Decision.missing(type) == Decision.MISSING_NONE ? Decision.MISSING_NONE : type;
    }

    private double threshold(int node) {
        // Adding 0 turns a negative zero into the positive one that it equals.
        return forest.threshold(node) + 0.0;
    }

    private @Nullable Thresholds thresholds(int[] nodes) {
        double[] distinct = Arrays.stream(nodes)
                .mapToDouble(this::threshold)
                .sorted()
                .distinct()
                .toArray();
        return distinct.length > Thresholds.MAX ? null : new Thresholds(distinct);
    }

    private static RowQuantiser.Numeric numericFeature(
            int feature, int first, Thresholds thresholds, int[] kinds, int stretches) {
        int count = kinds.length * stretches;
        int[] base = new int[count];
        int[] whenNaN = new int[count];
        int[] whenZero = new int[count];
        boolean zeroMissing = false;
        int zeroRank = thresholds.rank(0.0);
        for (int i = 0; i < count; i++) {
            int type = kinds[i / stretches];
            base[i] = i % stretches * RowQuantiser.MAX_CODE;
            int zero = RowQuantiser.Numeric.cell(zeroRank, base[i]);
            int missing = Decision.defaultLeft(type) ? 0 : RowQuantiser.MAX_CODE << RowQuantiser.CODE_SHIFT;
            whenNaN[i] = Decision.missing(type) == Decision.MISSING_NONE ? zero : missing;
            whenZero[i] = Decision.missing(type) == Decision.MISSING_ZERO ? missing : zero;
            zeroMissing |= Decision.missing(type) == Decision.MISSING_ZERO;
        }
        return new RowQuantiser.Numeric(feature, first, thresholds, base, whenNaN, zeroMissing ? whenZero : new int[0]);
    }

    private boolean assignCategorical(int[] nodes) {
        Map<IntBuffer, Integer> slotBySet = new HashMap<>();
        List<Integer> sets = new ArrayList<>();
        int categories = 0;
        int first = firstSlot + slots;
        for (int node : nodes) {
            int set = (int) forest.threshold(node);
            Integer place = slotBySet.putIfAbsent(forest.sets().bits(set), sets.size());
            if (place == null) {
                place = sets.size();
                sets.add(set);
                categories = Math.max(categories, forest.sets().span(set));
            }
            slotOfNode[node - firstNode] = first + place;
        }
        if (!take(sets.size()) || (categories + 1L) * sets.size() > MAX_CATEGORY_CELLS) {
            return false;
        }
        int feature = forest.feature(nodes[0]);
        int[] cells = categoryCells(sets, categories);
        categorical.add(new RowQuantiser.Categorical(feature, first, sets.size(), categories, cells));
        return true;
    }

    private int[] categoryCells(List<Integer> sets, int categories) {
        int[] cells = new int[(categories + 1) * sets.size()];
        int at = 0;
        for (int category = 0; category <= categories; category++) {
            for (int set : sets) {
                boolean member = forest.sets().contains(set, category);
                cells[at++] = member ? 0 : RowQuantiser.MAX_CODE << RowQuantiser.CODE_SHIFT;
            }
        }
        return cells;
    }
}
