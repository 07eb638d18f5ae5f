package io.levibot.engine.research;

import io.levibot.api.DataException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Train on the past, test on what comes next, move on by one test window. Every training row lies before its test window by the
 * embargo at least, and its label ends before that gap begins. Rows at the end that do not fill a window are not used.
 *
 * @param window what happens to the beginning of the training rows
 * @param trainRows rows before the gap of the first window; for {@link Window#ROLLING} of every window; purged rows count
 * @param testRows rows of a test window, 1 or more
 * @param embargoRows rows left out between training and test, 0 or more
 * @since 0.1.0
 */
public record WalkForward(Window window, int trainRows, int testRows, int embargoRows) implements Splitter {

    /**
     * Where the training rows begin.
     *
     * @since 0.1.0
     */
    public enum Window {
        /** At the first row always: the training set grows. */
        ANCHORED,
        /** A fixed number of rows before the test window. */
        ROLLING
    }

    /** @throws IllegalArgumentException if a number is out of range */
    public WalkForward {
        Objects.requireNonNull(window, "window");
        if (trainRows < 1 || testRows < 1 || embargoRows < 0) {
            throw new IllegalArgumentException("walk-forward of " + trainRows + " training rows, " + testRows
                    + " test rows and an embargo of " + embargoRows + ": allowed is at least 1, 1 and 0");
        }
    }

    /**
     * @param trainRows rows before the gap of the first window
     * @param testRows rows of a test window
     * @param embargoRows rows left out between training and test
     * @return a walk whose training rows begin at the first row
     */
    public static WalkForward anchored(int trainRows, int testRows, int embargoRows) {
        return new WalkForward(Window.ANCHORED, trainRows, testRows, embargoRows);
    }

    /**
     * @param trainRows rows before the gap of every window
     * @param testRows rows of a test window
     * @param embargoRows rows left out between training and test
     * @return a walk whose training rows move along
     */
    public static WalkForward rolling(int trainRows, int testRows, int embargoRows) {
        return new WalkForward(Window.ROLLING, trainRows, testRows, embargoRows);
    }

    /**
     * @param window what happens to the beginning of the training rows
     * @param rows rows of the history
     * @param windows how many windows the end of the history is cut into, 1 or more
     * @param historyShare share of the rows, in (0, 1), that come before the first window; a little more if the rest cannot be
     *     divided evenly
     * @param embargoRows rows left out between training and test
     * @return a walk whose last window ends with the history
     * @throws DataException if there are too few rows
     */
    public static WalkForward over(Window window, int rows, int windows, double historyShare, int embargoRows) {
        if (windows < 1 || !(historyShare > 0.0 && historyShare < 1.0) || embargoRows < 0) {
            throw new IllegalArgumentException("a walk of " + windows + " windows after a share of " + historyShare
                    + " and an embargo of " + embargoRows + ": allowed is at least 1, above 0 and below 1, at least 0");
        }
        int testRows = (int) ((rows * (1.0 - historyShare) - embargoRows) / windows);
        int trainRows = rows - embargoRows - testRows * windows;
        if (testRows < 1 || trainRows < 1) {
            throw new DataException("splits", rows + " rows cannot be walked in " + windows + " windows");
        }
        return new WalkForward(window, trainRows, testRows, embargoRows);
    }

    /** The splits in time order; {@link Split#testFolds} holds the window's number. */
    @Override
    public List<Split> split(LabelSpans spans) {
        long firstTest = (long) trainRows + embargoRows;
        if (spans.size() < firstTest + testRows) {
            throw new DataException(
                    "splits",
                    spans.size() + " rows are too few for one window of " + trainRows + " training rows, an embargo of "
                            + embargoRows + " and " + testRows + " test rows");
        }
        List<Split> splits = new ArrayList<>();
        for (int test = (int) firstTest; test <= spans.size() - testRows; test += testRows) {
            int end = test - embargoRows;
            int start = window == Window.ANCHORED ? 0 : end - trainRows;
            splits.add(new Split(purged(spans, start, end), rows(test, test + testRows), new int[] {splits.size()}));
        }
        return List.copyOf(splits);
    }

    private static int[] purged(LabelSpans spans, int from, int to) {
        int[] kept = new int[to - from];
        int count = 0;
        for (int row = from; row < to; row++) {
            if (spans.end(row) <= to) {
                kept[count++] = row;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private static int[] rows(int from, int to) {
        int[] rows = new int[to - from];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = from + i;
        }
        return rows;
    }
}
