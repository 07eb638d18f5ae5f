package io.levibot.calibration.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * Adaptive windowing (Bifet and Gavaldà 2007): keeps a window of recent values as exponentially growing buckets, and
 * drops its oldest part whenever two parts of it differ in mean by more than chance allows. O(log n) memory and time
 * per check.
 *
 * <p>The bound is the paper's normal approximation,
 * {@code sqrt(2 v ln(2 ln(n)/delta) / m) + 2 ln(2 ln(n)/delta) / (3m)} with {@code 1/m = 1/(n0-4) + 1/(n1-4)}, as MOA
 * has it. Feed a bounded loss: the Brier or clipped log loss of each labelled forecast.
 *
 * <p>Mutable and not thread-safe: one stream, one thread. Deterministic.
 *
 * @since 0.1.0
 */
public final class Adwin {

    /** Checks happen every so many values. */
    private static final int CLOCK = 32;

    private static final int MOST_BUCKETS_PER_ROW = 5;
    private static final int SMALLEST_WINDOW = 10;
    private static final int SMALLEST_PART = 5;

    private final double delta;
    private final AfterDetection afterDetection;
    private final List<Row> rows = new ArrayList<>();
    private long seen;
    private int width;
    private double total;
    private double squares;
    private boolean resetDue;

    /**
     * What follows a detection.
     *
     * @since 0.1.0
     */
    public enum AfterDetection {
        /**
         * The shortened window stays in use (MOA): one change may be reported several times while the window adapts.
         */
        CONTINUE(1),
        /** The next value starts an empty detector (river): one report per change. */
        RESET(2);

        private final int code;

        AfterDetection(int code) {
            this.code = code;
        }

        /** A number that never changes, for writing out. */
        public int code() {
            return code;
        }
    }

    /**
     * An empty detector.
     *
     * @param delta confidence, in (0, 1); smaller is less sensitive, 0.002 is usual
     */
    public Adwin(double delta, AfterDetection afterDetection) {
        this.delta = Checks.openUnit("delta", delta);
        this.afterDetection = afterDetection;
        clear();
    }

    /**
     * Takes the next value.
     *
     * @param value finite
     * @return whether the window was cut: the mean has changed
     */
    public boolean update(double value) {
        Checks.finite("value", value);
        if (resetDue) {
            clear();
        }
        seen++;
        insert(value);
        boolean changed = false;
        if (seen % CLOCK == 0 && width > SMALLEST_WINDOW) {
            while (hasChanged()) {
                dropOldest();
                changed = true;
            }
        }
        resetDue = changed && afterDetection == AfterDetection.RESET;
        return changed;
    }

    /** How many values the window holds. */
    public int width() {
        return width;
    }

    /** The sum of the window's values. */
    public double total() {
        return total;
    }

    /** The mean of the window; NaN when it is empty. */
    public double mean() {
        return total / width;
    }

    /** The population variance of the window; NaN when it is empty. */
    public double variance() {
        return squares / width;
    }

    private void clear() {
        rows.clear();
        rows.add(new Row());
        seen = 0;
        width = 0;
        total = 0;
        squares = 0;
        resetDue = false;
    }

    private void insert(double value) {
        if (width > 0) {
            double deviation = value - total / width;
            squares += width * deviation * deviation / (width + 1);
        }
        width++;
        total += value;
        rows.get(0).add(value, 0);
        compress();
    }

    /** Merges the two oldest buckets of every overfull row into one of the next, where buckets are twice as large. */
    private void compress() {
        for (int r = 0; rows.get(r).size > MOST_BUCKETS_PER_ROW; r++) {
            if (r + 1 == rows.size()) {
                rows.add(new Row());
            }
            Row row = rows.get(r);
            double bucket = bucketSize(r);
            double gap = (row.total[0] - row.total[1]) / bucket;
            double merged = row.squares[0] + row.squares[1] + bucket * gap * gap / 2;
            rows.get(r + 1).add(row.total[0] + row.total[1], merged);
            row.dropOldest(2);
        }
    }

    private void dropOldest() {
        int last = rows.size() - 1;
        Row row = rows.get(last);
        int bucket = bucketSize(last);
        width -= bucket;
        total -= row.total[0];
        double gap = row.total[0] / bucket - total / width;
        squares -= row.squares[0] + (double) bucket * width * gap * gap / (bucket + width);
        row.dropOldest(1);
        if (row.size == 0) {
            rows.remove(last);
        }
    }

    /** Whether some split of the window into old and new shows means too far apart. */
    private boolean hasChanged() {
        double logTerm = StrictMath.log(2 * StrictMath.log(width) / delta);
        int oldCount = 0;
        double oldTotal = 0;
        for (int r = rows.size() - 1; r >= 0; r--) {
            Row row = rows.get(r);
            for (int b = 0; b < row.size; b++) {
                oldCount += bucketSize(r);
                oldTotal += row.total[b];
                int newCount = width - oldCount;
                if (newCount <= SMALLEST_PART + 1) {
                    return false;
                }
                if (oldCount > SMALLEST_PART + 1) {
                    double gap = oldTotal / oldCount - (total - oldTotal) / newCount;
                    if (Math.abs(gap) > bound(oldCount, newCount, logTerm)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private double bound(int oldCount, int newCount, double logTerm) {
        double inverse = 1.0 / (oldCount - SMALLEST_PART + 1) + 1.0 / (newCount - SMALLEST_PART + 1);
        return Math.sqrt(2 * inverse * variance() * logTerm) + 2.0 / 3 * logTerm * inverse;
    }

    private static int bucketSize(int row) {
        return 1 << row;
    }

    /** Buckets of one size, the oldest first. */
    private static final class Row {
        private final double[] total = new double[MOST_BUCKETS_PER_ROW + 1];
        private final double[] squares = new double[MOST_BUCKETS_PER_ROW + 1];
        private int size;

        void add(double bucketTotal, double bucketSquares) {
            total[size] = bucketTotal;
            squares[size++] = bucketSquares;
        }

        void dropOldest(int count) {
            size -= count;
            System.arraycopy(total, count, total, 0, size);
            System.arraycopy(squares, count, squares, 0, size);
        }
    }
}
