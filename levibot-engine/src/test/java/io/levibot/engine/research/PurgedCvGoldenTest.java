package io.levibot.engine.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.api.DataException;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class PurgedCvGoldenTest {

    @TestFactory
    Stream<DynamicTest> agreesWithTheReference() {
        return GoldenSuites.cases("purged_cv", PurgedCvGoldenTest::check);
    }

    private static void check(GoldenCase golden) {
        golden.allowKeys(golden.params(), "n", "folds", "test_folds", "embargo");
        golden.allowKeys(golden.input(), "t1");
        golden.allowKeys(golden.expected(), "splits", "n_splits", "n_paths", "error");
        int folds = golden.params().path("folds").intValue();
        int testFolds = golden.params().path("test_folds").intValue();
        int embargo = golden.params().path("embargo").intValue();
        int[] ends = ints(golden.input().path("t1"));
        if (golden.expectsRefusal()) {
            assertThatThrownBy(() -> new CombinatorialPurgedCv(folds, testFolds, embargo).split(LabelSpans.of(ends)))
                    .isInstanceOfAny(IllegalArgumentException.class, DataException.class);
            return;
        }
        assertThat(ends).hasSize(golden.params().path("n").intValue());
        CombinatorialPurgedCv cv = new CombinatorialPurgedCv(folds, testFolds, embargo);
        List<Split> splits = cv.split(LabelSpans.of(ends));
        assertThat(cv.splits()).isEqualTo(golden.expected().path("n_splits").intValue());
        assertThat(cv.paths()).isEqualTo(golden.expected().path("n_paths").intValue());
        checkSplits(golden, splits);
        if (testFolds == 1) {
            checkSplits(golden, new PurgedKFold(folds, embargo).split(LabelSpans.of(ends)));
        }
    }

    private static void checkSplits(GoldenCase golden, List<Split> splits) {
        JsonNode want = golden.expected().path("splits");
        assertThat(splits).hasSize(want.size());
        for (int i = 0; i < want.size(); i++) {
            golden.allowKeys(want.get(i), "test_folds", "train", "test");
            assertThat(splits.get(i).testFolds())
                    .as("folds of split %s", i)
                    .isEqualTo(ints(want.get(i).path("test_folds")));
            assertThat(splits.get(i).train())
                    .as("train of split %s", i)
                    .isEqualTo(ints(want.get(i).path("train")));
            assertThat(splits.get(i).test())
                    .as("test of split %s", i)
                    .isEqualTo(ints(want.get(i).path("test")));
        }
    }

    private static int[] ints(JsonNode array) {
        return Arrays.stream(GoldenCase.toDoubles(array)).mapToInt(d -> (int) d).toArray();
    }
}
