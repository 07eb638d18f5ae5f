package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.api.spi.ScoreScale;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class BetaCalibrationGoldenTest {

    @TestFactory
    Stream<DynamicTest> meetsTheConstrainedMaximum() {
        return GoldenSuites.cases("beta_calibration", BetaCalibrationGoldenTest::check);
    }

    private static void check(GoldenCase golden) {
        golden.allowKeys(golden.params());
        golden.allowKeys(golden.input(), "score", "y_true", "w", "score_query");
        golden.allowKeys(golden.expected(), "error", "free", "fitted", "nll", "p_query");
        if (golden.expectsRefusal()) {
            assertThatThrownBy(() -> GoldenSamples.sample(golden, "score", ScoreScale.PROBABILITY))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        Sample sample = GoldenSamples.sample(golden, "score", ScoreScale.PROBABILITY);
        checkFree(golden, sample);
        BetaCalibration fit =
                BetaCalibration.fit(sample.logOdds(BetaCalibration.SCORE_CLIP), sample.labels(), sample.weights());
        assertThat(fit).isNotNull();
        JsonNode fitted = golden.expected().path("fitted");
        golden.allowKeys(fitted, "a", "b", "c");
        golden.assertClose("a", fit.a(), fitted.path("a"));
        golden.assertClose("b", fit.b(), fitted.path("b"));
        golden.assertClose("c", fit.c(), fitted.path("c"));
        golden.assertClose("nll", fit.loss(), golden.expected().path("nll"));
        BetaMap map = new BetaMap(ScoreScale.PROBABILITY, fit.a(), fit.b(), fit.c());
        double[] query = golden.doubles("score_query");
        double[] p = new double[query.length];
        for (int i = 0; i < p.length; i++) {
            p[i] = map.at(query[i]);
        }
        golden.assertAllClose("p_query", p, golden.expected().path("p_query"));
    }

    private static void checkFree(GoldenCase golden, Sample sample) {
        double[] z = sample.logOdds(BetaCalibration.SCORE_CLIP);
        double[] lnScore = Arrays.stream(z).map(BetaCalibration::lnScore).toArray();
        double[] minusLnRest =
                Arrays.stream(z).map(BetaCalibration::minusLnRest).toArray();
        LogisticRegression.Solution free = new LogisticRegression(
                        new double[][] {lnScore, minusLnRest}, sample.labels(), sample.weights(), null)
                .solve();
        JsonNode expected = golden.expected().path("free");
        golden.allowKeys(expected, "a", "b", "c");
        golden.assertClose("free a", free.slope()[0], expected.path("a"));
        golden.assertClose("free b", free.slope()[1], expected.path("b"));
        golden.assertClose("free c", free.intercept(), expected.path("c"));
    }
}
