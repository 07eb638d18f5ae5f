package io.levibot.engine.research;

import io.levibot.api.DataException;
import java.util.Arrays;

/** Rows cut into consecutive folds, fold k being [floor(k n / K), floor((k + 1) n / K)). */
final class Folds {
    private static final int MAX_FOLDS = 10_000;

    private final int rows;
    private final int count;

    Folds(int rows, int count) {
        if (rows < count) {
            throw new DataException(
                    "splits",
                    rows + " rows cannot be cut into " + count + " folds: at least one row per fold is needed");
        }
        this.rows = rows;
        this.count = count;
    }

    static void require(int folds, int testFolds, int embargoRows) {
        if (folds < 2 || folds > MAX_FOLDS) {
            throw new IllegalArgumentException(folds + " folds: allowed is 2 to " + MAX_FOLDS);
        }
        if (testFolds < 1 || testFolds >= folds) {
            throw new IllegalArgumentException(
                    testFolds + " test folds of " + folds + ": allowed is 1 to " + (folds - 1));
        }
        if (embargoRows < 0) {
            throw new IllegalArgumentException("embargo of " + embargoRows + " rows: allowed is 0 or more");
        }
    }

    int start(int fold) {
        return (int) ((long) fold * rows / count);
    }

    int end(int fold) {
        return start(fold + 1);
    }

    /** The split that tests these folds, given in ascending order. */
    Split split(LabelSpans spans, int[] testFolds, int embargoRows) {
        boolean[] excluded = new boolean[rows];
        int[] test = new int[rows];
        int tested = 0;
        for (int i = 0; i < testFolds.length; ) {
            int last = i;
            while (last + 1 < testFolds.length && testFolds[last + 1] == testFolds[last] + 1) {
                last++;
            }
            int from = start(testFolds[i]);
            int to = end(testFolds[last]);
            exclude(excluded, spans, new IndexRange(from, to), embargoRows);
            for (int row = from; row < to; row++) {
                test[tested++] = row;
            }
            i = last + 1;
        }
        return new Split(remaining(excluded), Arrays.copyOf(test, tested), testFolds.clone());
    }

    /** A row stays in training if its label ends by the run's first row, or if it comes after the run's last label and embargo. */
    private void exclude(boolean[] excluded, LabelSpans spans, IndexRange run, int embargoRows) {
        long resume = Math.max(run.to(), (long) spans.lastEnd(run.from(), run.to()) + embargoRows);
        for (int row = 0; row < rows && row < resume; row++) {
            excluded[row] |= spans.end(row) > run.from() || row >= run.from();
        }
    }

    private static int[] remaining(boolean[] excluded) {
        int[] rows = new int[excluded.length];
        int count = 0;
        for (int row = 0; row < excluded.length; row++) {
            if (!excluded[row]) {
                rows[count++] = row;
            }
        }
        return Arrays.copyOf(rows, count);
    }
}
