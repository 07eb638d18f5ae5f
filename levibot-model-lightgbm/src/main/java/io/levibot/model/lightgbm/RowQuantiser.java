package io.levibot.model.lightgbm;

/**
 * Turns a row into small integers, one per <em>slot</em>, such that every split of a forest is one comparison: a node that holds
 * slot {@code s} and code {@code k} goes left exactly if {@code cell[s] <= k << CODE_SHIFT}. Missing values, zeros and
 * categories are settled here, once per row, and need no thought in the trees. Immutable and thread-safe.
 */
final class RowQuantiser {
    /** Where a code stands in a cell and in a node's word. */
    static final int CODE_SHIFT = 24;

    /** Largest value of a cell; larger than every node's code, so it always goes right. */
    static final int MAX_CODE = 127;

    private final Plain[] plain;
    private final Numeric[] numeric;
    private final Categorical[] categorical;

    RowQuantiser(Plain[] plain, Numeric[] numeric, Categorical[] categorical) {
        this.plain = plain;
        this.numeric = numeric;
        this.categorical = categorical;
    }

    /** Fills the cells of all slots. */
    void quantise(double[] row, int offset, int[] cells, int cellOffset) {
        for (Plain feature : plain) {
            double x = row[offset + feature.feature];
            // False for NaN too, which counts as 0 where no missing value was seen in training.
            double known = Math.abs(x) > Decision.ZERO_THRESHOLD ? x : 0.0;
            cells[cellOffset + feature.slot] = feature.thresholds.rank(known) << CODE_SHIFT;
        }
        for (Numeric feature : numeric) {
            feature.write(row[offset + feature.feature], cells, cellOffset);
        }
        for (Categorical feature : categorical) {
            feature.write(row[offset + feature.feature], cells, cellOffset);
        }
    }

    /** A feature whose every node has missing type None and whose thresholds fit one slot: the common case. */
    static final class Plain {
        private final int feature;
        private final int slot;
        private final Thresholds thresholds;

        Plain(int feature, int slot, Thresholds thresholds) {
            this.feature = feature;
            this.slot = slot;
            this.thresholds = thresholds;
        }
    }

    /**
     * A numerical feature with several slots: one for each way in which its nodes treat missing values, and for each stretch of
     * {@link #MAX_CODE} thresholds.
     */
    static final class Numeric {
        private final int feature;
        private final int slot;
        private final Thresholds thresholds;

        /** First threshold of each slot's stretch. */
        private final int[] base;

        /** Cells of a NaN. */
        private final int[] whenNaN;

        /** Cells of a zero, if a node takes zero for missing; else empty. */
        private final int[] whenZero;

        Numeric(int feature, int slot, Thresholds thresholds, int[] base, int[] whenNaN, int[] whenZero) {
            this.feature = feature;
            this.slot = slot;
            this.thresholds = thresholds;
            this.base = base;
            this.whenNaN = whenNaN;
            this.whenZero = whenZero;
        }

        private void write(double x, int[] cells, int cellOffset) {
            int first = cellOffset + slot;
            if (Double.isNaN(x)) {
                System.arraycopy(whenNaN, 0, cells, first, whenNaN.length);
                return;
            }
            double known = Decision.normalised(x);
            if (known == 0.0 && whenZero.length > 0) {
                System.arraycopy(whenZero, 0, cells, first, whenZero.length);
                return;
            }
            int rank = thresholds.rank(known);
            for (int i = 0; i < base.length; i++) {
                cells[first + i] = cell(rank, base[i]);
            }
        }

        /** The cell of a rank in the stretch of thresholds that begins at {@code base}. */
        static int cell(int rank, int base) {
            return Math.max(0, Math.min(rank - base, MAX_CODE)) << CODE_SHIFT;
        }
    }

    /** A categorical feature: each distinct set of its nodes has a slot, and each category a ready row of cells. */
    static final class Categorical {
        private final int feature;
        private final int slot;
        private final int slots;
        private final int categories;

        /** Cells by category, then by slot; the last row is for every value that is in no set. */
        private final int[] cellsByCategory;

        Categorical(int feature, int slot, int slots, int categories, int[] cellsByCategory) {
            this.feature = feature;
            this.slot = slot;
            this.slots = slots;
            this.categories = categories;
            this.cellsByCategory = cellsByCategory;
        }

        private void write(double x, int[] cells, int cellOffset) {
            int category = (int) x;
            int known = category < 0 || category >= categories || Double.isNaN(x) ? categories : category;
            System.arraycopy(cellsByCategory, known * slots, cells, cellOffset + slot, slots);
        }
    }
}
