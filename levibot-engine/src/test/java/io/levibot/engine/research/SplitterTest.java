package io.levibot.engine.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.DataException;
import io.levibot.engine.bar.TestBars;
import io.levibot.engine.label.HorizonDirection;
import io.levibot.engine.label.Labels;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SplitterTest {

    /** Worked by hand: 10 rows, labels of 2 rows, 2 folds, embargo 1. */
    @Test
    void purgesRowsWhoseLabelsReachIntoTheTestAndEmbargoesThoseAfter() {
        LabelSpans spans = spans(10, 2);

        List<Split> splits = new PurgedKFold(2, 1).split(spans);

        // test 0..4, its last label ends at 6, embargo 1: training resumes at 7
        assertThat(splits.get(0).test()).containsExactly(0, 1, 2, 3, 4);
        assertThat(splits.get(0).train()).containsExactly(7, 8, 9);
        // test 5..9: labels that end at 5 or before
        assertThat(splits.get(1).train()).containsExactly(0, 1, 2, 3);
    }

    @Property(tries = 200)
    void keepsExactlyTheRowsThatTheRuleAllows(
            @ForAll long seed, @ForAll @IntRange(min = 2, max = 7) int folds, @ForAll @IntRange(max = 5) int embargo) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = folds + random.nextInt(60);
        int testFolds = 1 + random.nextInt(folds - 1);
        LabelSpans spans = randomSpans(n, random);
        for (Split split : new CombinatorialPurgedCv(folds, testFolds, embargo).split(spans)) {
            Set<Integer> test = set(split.test());
            Set<Integer> train = set(split.train());
            for (int row = 0; row < n; row++) {
                assertThat(train.contains(row)).as("row %s", row).isEqualTo(allowed(row, test, spans, embargo, n));
            }
            assertThat(split.trainSize()).isEqualTo(train.size());
            assertThat(split.testSize()).isEqualTo(test.size());
        }
    }

    @Property(tries = 100)
    void letsNoTrainingLabelOverlapATestLabel(@ForAll long seed, @ForAll @IntRange(min = 2, max = 6) int folds) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 10 * folds + random.nextInt(40);
        LabelSpans spans = randomSpans(n, random);
        List<Splitter> splitters = List.of(
                new PurgedKFold(folds, 0),
                new CombinatorialPurgedCv(folds, folds - 1, 0),
                WalkForward.anchored(8, 5, random.nextInt(2)),
                WalkForward.rolling(8, 5, random.nextInt(2)));
        for (Splitter splitter : splitters) {
            for (Split split : splitter.split(spans)) {
                for (int train : split.train()) {
                    for (int test : split.test()) {
                        // (train, end(train)] and (test, end(test)] share no bar
                        assertThat(spans.end(train) <= test || spans.end(test) <= train)
                                .as("%s: rows %s and %s", splitter, train, test)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Property(tries = 100)
    void putsTestsTogetherToPathsThatCoverEveryRowOnce(
            @ForAll @IntRange(min = 2, max = 7) int folds, @ForAll @IntRange(min = 1, max = 6) int testFolds) {
        CombinatorialPurgedCv cv = new CombinatorialPurgedCv(folds, Math.min(testFolds, folds - 1), 0);
        List<Split> splits = cv.split(spans(3 * folds + 1, 1));
        int[][] paths = cv.pathSplits();
        Set<Integer> used = new HashSet<>();

        assertThat(splits).hasSize(cv.splits());
        assertThat(paths).hasDimensions(cv.paths(), folds);
        for (int[] path : paths) {
            for (int fold = 0; fold < folds; fold++) {
                assertThat(splits.get(path[fold]).testFolds()).contains(fold);
                assertThat(used.add(path[fold] * folds + fold))
                        .as("a test is part of one path")
                        .isTrue();
            }
        }
        assertThat(used).hasSize(cv.splits() * cv.testFolds());
    }

    @Test
    void countsSplitsAndPathsAsTheBookDoes() {
        CombinatorialPurgedCv cv = new CombinatorialPurgedCv(6, 2, 0);
        assertThat(cv.splits()).isEqualTo(15);
        assertThat(cv.paths()).isEqualTo(5);
    }

    @Test
    void walksForwardWithAGrowingPast() {
        List<Split> splits = WalkForward.anchored(6, 3, 1).split(spans(14, 2));

        // windows 7..9 and 10..12; row 13 fills no window; labels of 2 rows must end by 6 and by 9
        assertThat(splits).hasSize(2);
        assertThat(splits.get(0).train()).containsExactly(0, 1, 2, 3, 4);
        assertThat(splits.get(0).test()).containsExactly(7, 8, 9);
        assertThat(splits.get(1).train()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
        assertThat(splits.get(1).test()).containsExactly(10, 11, 12);
        assertThat(splits.get(1).testFolds()).containsExactly(1);
    }

    @Test
    void walksForwardWithAMovingPast() {
        List<Split> splits = WalkForward.rolling(6, 3, 1).split(spans(14, 2));

        assertThat(splits.get(0).train()).containsExactly(0, 1, 2, 3, 4);
        assertThat(splits.get(1).train()).containsExactly(3, 4, 5, 6, 7);
    }

    @Test
    void takesSpansFromLabels() {
        Labels labels = Labels.of(TestBars.closes(1, 2, 3, 4, 5), new HorizonDirection(2));
        LabelSpans spans = LabelSpans.of(labels);

        assertThat(IntStream.range(0, 5).map(spans::end)).containsExactly(2, 3, 4, 3, 4);
    }

    @Test
    void givesArraysThatNobodyElseSees() {
        int[] ends = {1, 2, 3, 4};
        LabelSpans spans = LabelSpans.of(ends);
        ends[0] = 99;
        Split split = new PurgedKFold(2, 0).split(spans).get(0);
        split.train()[0] = 99;
        split.test()[0] = 99;

        assertThat(spans.end(0)).isEqualTo(1);
        assertThat(split.train()).containsExactly(2, 3);
        assertThat(split.test()).containsExactly(0, 1);
    }

    @Test
    void refusesWhatCannotBeSplit() {
        assertThatThrownBy(() -> LabelSpans.of(new int[] {0, 0})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PurgedKFold(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PurgedKFold(3, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CombinatorialPurgedCv(4, 4, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CombinatorialPurgedCv(4, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new CombinatorialPurgedCv(60, 30, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("more than 10000 splits");
        assertThatThrownBy(() -> WalkForward.anchored(0, 1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PurgedKFold(5, 0).split(spans(4, 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("4 rows cannot be cut into 5 folds");
        assertThatThrownBy(() -> WalkForward.rolling(6, 3, 1).split(spans(9, 1)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("9 rows are too few");
    }

    private static boolean allowed(int row, Set<Integer> test, LabelSpans spans, int embargo, int n) {
        if (test.contains(row)) {
            return false;
        }
        int from = 0;
        while (from < n) {
            if (!test.contains(from)) {
                from++;
                continue;
            }
            int to = from;
            int lastEnd = from;
            while (to < n && test.contains(to)) {
                lastEnd = Math.max(lastEnd, spans.end(to));
                to++;
            }
            if ((spans.end(row) > from || row >= to) && row < lastEnd + embargo) {
                return false;
            }
            from = to;
        }
        return true;
    }

    private static LabelSpans spans(int n, int horizon) {
        return LabelSpans.of(IntStream.range(0, n).map(i -> i + horizon).toArray());
    }

    private static LabelSpans randomSpans(int n, SplittableRandom random) {
        return LabelSpans.of(
                IntStream.range(0, n).map(i -> i + random.nextInt(6)).toArray());
    }

    private static Set<Integer> set(int[] rows) {
        Set<Integer> set = new HashSet<>();
        Arrays.stream(rows).forEach(set::add);
        assertThat(set).hasSize(rows.length);
        return set;
    }
}
