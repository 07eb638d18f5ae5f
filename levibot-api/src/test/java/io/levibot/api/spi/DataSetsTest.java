package io.levibot.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.levibot.api.Artifact;
import io.levibot.api.Thresholds;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetsTest {
    @ParameterizedTest
    @CsvSource({
        "NaN, 1, 1, LOG_ODDS, score NaN",
        "Infinity, 1, 1, MARGIN, score Infinity",
        "1.5, 1, 1, PROBABILITY, score 1.5",
        "0.5, 2, 1, LOG_ODDS, label 2.0",
        "0.5, NaN, 1, LOG_ODDS, label NaN",
        "0.5, 1, -1, LOG_ODDS, weight -1.0",
        "0.5, 1, Infinity, LOG_ODDS, weight Infinity"
    })
    void aCalibrationSetNamesTheRowThatIsOutOfRange(
            double score, double label, double weight, ScoreScale scale, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CalibrationSet.weighted(
                        new double[] {0.1, score}, new double[] {0, label}, new double[] {1, weight}, scale))
                .withMessageContaining("row 1")
                .withMessageContaining(message);
    }

    @Test
    void aCalibrationSetRefusesUnequalEmptyOrWeightlessColumns() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CalibrationSet.of(new double[2], new double[1], ScoreScale.LOG_ODDS))
                .withMessageContaining("2 scores, 1 labels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CalibrationSet.of(new double[0], new double[0], ScoreScale.LOG_ODDS));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> CalibrationSet.weighted(new double[1], new double[1], new double[1], ScoreScale.LOG_ODDS))
                .withMessageContaining("weights sum to 0.0");
    }

    @Test
    void aCalibrationSetCopiesInAndOut() {
        double[] scores = {1.0, 2.0};
        CalibrationSet set = CalibrationSet.of(scores, new double[] {0, 1}, ScoreScale.MARGIN);
        scores[0] = 9.0;
        set.scores()[1] = 9.0;
        set.labels()[1] = 0.0;
        set.weights()[0] = 5.0;

        assertThat(set.score(0)).isEqualTo(1.0);
        assertThat(set.score(1)).isEqualTo(2.0);
        assertThat(set.label(1)).isEqualTo(1.0);
        assertThat(set.weight(0)).isEqualTo(1.0);
        assertThat(set.overlapping(4).overlapRows()).isEqualTo(4);
        assertThatIllegalArgumentException().isThrownBy(() -> set.overlapping(-1));
    }

    @Test
    void aTuningSetTakesRowsWithoutAProbability() {
        TuningSet set = TuningSet.builder(
                        new double[] {Double.NaN, 0.6}, new double[] {100, 101}, new double[] {101, 102})
                .build();

        assertThat(set.size()).isEqualTo(2);
        assertThat(set.lower()[1]).isEqualTo(0.6);
        assertThat(set.neutral()).isEqualTo(0.5);
    }

    @Test
    void aTuningSetNamesTheRowThatIsOutOfRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TuningSet.builder(new double[] {0.5, 1.5}, new double[] {1, 1}, new double[] {1, 1})
                        .build())
                .withMessageContaining("row 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TuningSet.builder(new double[] {0.5, 0.5}, new double[] {1, 0}, new double[] {1, 1})
                        .build())
                .withMessageContaining("row 1: open 0.0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TuningSet.builder(new double[] {0.5}, new double[] {1}, new double[] {1})
                        .interval(new double[] {0.6}, new double[] {0.7})
                        .build())
                .withMessageContaining("row 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TuningSet.builder(new double[2], new double[1], new double[2]))
                .withMessageContaining("open has 1 rows");
    }

    @Test
    void aTuningResultCountsNoMoreIndependentTrialsThanTrials() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TuningResult(
                        Artifact.ofText("p", "x"), new Thresholds(0.6, 0.4), "best", null, List.of(), 1.0))
                .withMessageContaining("effective trials 1.0");
        for (double impossible : new double[] {-0.1, 1.1}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new TuningResult(
                            Artifact.ofText("p", "x"), null, "none", null, List.of(), 0.0, impossible));
        }
        assertThat(new TuningResult(Artifact.ofText("p", "x"), null, "none", null, List.of(), 0.0).overfitting())
                .isNaN();
        assertThat(new TuningResult(Artifact.ofText("p", "x"), null, "none", null, List.of(), 0.0).viable())
                .isFalse();
    }

    @Test
    void calibratorFactsAreConsistentAndOrdered() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CalibratorInfo("x", 1, 2.0, 1.0, ScoreScale.MARGIN, new TreeMap<>()))
                .withMessageContaining("positives 2.0 of weight 1.0");
        assertThat(CalibratorInfo.unfitted("identity", ScoreScale.PROBABILITY, java.util.Map.of("b", "2", "a", "1"))
                        .details()
                        .keySet())
                .containsExactly("a", "b");
    }
}
