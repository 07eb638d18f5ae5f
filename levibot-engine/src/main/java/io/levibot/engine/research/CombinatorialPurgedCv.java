package io.levibot.engine.research;

import java.util.ArrayList;
import java.util.List;

/**
 * Combinatorial purged cross-validation: every choice of {@code testFolds} out of {@code folds} consecutive parts is the test
 * once. The tests can be put together into {@link #paths} whole histories, each of rows that were out of sample.
 *
 * @param folds number of parts N, 2 or more
 * @param testFolds parts k in each test, 1 to N - 1
 * @param embargoRows rows left out after a test run, counted from where its last label ends; 0 or more
 * @since 0.1.0
 */
public record CombinatorialPurgedCv(int folds, int testFolds, int embargoRows) implements Splitter {
    /** Most splits that are made. */
    public static final int MAX_SPLITS = 10_000;

    /** @throws IllegalArgumentException if a number is out of range or there would be more than {@link #MAX_SPLITS} splits */
    public CombinatorialPurgedCv {
        Folds.require(folds, testFolds, embargoRows);
        if (combinations(folds, testFolds) > MAX_SPLITS) {
            throw new IllegalArgumentException(
                    testFolds + " test folds of " + folds + " make more than " + MAX_SPLITS + " splits");
        }
    }

    /** Returns the number of splits, N over k. */
    public int splits() {
        return (int) combinations(folds, testFolds);
    }

    /** Returns the number of paths, k/N times the number of splits. */
    public int paths() {
        return (int) combinations(folds - 1, testFolds - 1);
    }

    /** The splits, by their test folds in lexicographic order. */
    @Override
    public List<Split> split(LabelSpans spans) {
        Folds parts = new Folds(spans.size(), folds);
        List<Split> splits = new ArrayList<>();
        for (int[] chosen : choices()) {
            splits.add(parts.split(spans, chosen, embargoRows));
        }
        return List.copyOf(splits);
    }

    /**
     * Returns which split tests a part of a path: {@code pathSplits()[p][f]} is the index of the p-th split that tests fold f.
     * Scores of those test rows, put side by side for all folds, are path p.
     */
    public int[][] pathSplits() {
        int[][] paths = new int[paths()][folds];
        int[] seen = new int[folds];
        int split = 0;
        for (int[] chosen : choices()) {
            for (int fold : chosen) {
                paths[seen[fold]++][fold] = split;
            }
            split++;
        }
        return paths;
    }

    private List<int[]> choices() {
        List<int[]> all = new ArrayList<>();
        choose(new int[testFolds], 0, 0, all);
        return all;
    }

    private void choose(int[] chosen, int place, int first, List<int[]> all) {
        if (place == testFolds) {
            all.add(chosen.clone());
            return;
        }
        for (int fold = first; fold <= folds - (testFolds - place); fold++) {
            chosen[place] = fold;
            choose(chosen, place + 1, fold + 1, all);
        }
    }

    /** N over k; a number above MAX_SPLITS as soon as it is that large. */
    private static long combinations(int n, int k) {
        long result = 1;
        int smaller = Math.min(k, n - k);
        for (int i = 1; i <= smaller; i++) {
            result = result * (n - smaller + i) / i;
            if (result > MAX_SPLITS) {
                return MAX_SPLITS + 1L;
            }
        }
        return result;
    }
}
