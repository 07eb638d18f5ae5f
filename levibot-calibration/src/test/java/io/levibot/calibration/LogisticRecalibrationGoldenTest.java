package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.api.spi.ScoreScale;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class LogisticRecalibrationGoldenTest {

    @TestFactory
    Stream<DynamicTest> meetsTheMaximumOfTheLikelihood() {
        return GoldenSuites.cases("logistic_recalibration", LogisticRecalibrationGoldenTest::check);
    }

    private static void check(GoldenCase golden) {
        golden.allowKeys(golden.params());
        golden.allowKeys(golden.input(), "p", "y_true", "w");
        golden.allowKeys(golden.expected(), "affine", "citl", "quadratic");
        Sample sample = GoldenSamples.sample(golden, "p", ScoreScale.PROBABILITY);
        double[] z = sample.logOdds(LogOdds.SCORE_CLIP);
        checkAffine(golden, sample, z);
        Double atLarge = LogisticRecalibration.intercept(1.0, z, sample.labels(), sample.weights());
        assertThat(atLarge).isNotNull();
        golden.assertClose("citl", atLarge, golden.expected().path("citl"));
        checkQuadratic(golden, sample, z);
    }

    private static void checkAffine(GoldenCase golden, Sample sample, double[] z) {
        JsonNode expected = golden.expected().path("affine");
        golden.allowKeys(expected, "alpha", "beta", "se_alpha", "se_beta", "mean_nll");
        LogisticRecalibration.Affine fit = LogisticRecalibration.affine(z, sample.labels(), sample.weights());
        assertThat(fit).isNotNull();
        golden.assertClose("alpha", fit.alpha(), expected.path("alpha"));
        golden.assertClose("beta", fit.beta(), expected.path("beta"));
        golden.assertClose("se_alpha", fit.alphaError(), expected.path("se_alpha"));
        golden.assertClose("se_beta", fit.betaError(), expected.path("se_beta"));
        golden.assertClose("mean_nll", fit.loss() / sample.weightSum(), expected.path("mean_nll"));
    }

    private static void checkQuadratic(GoldenCase golden, Sample sample, double[] z) {
        JsonNode expected = golden.expected().path("quadratic");
        golden.allowKeys(expected, "alpha", "beta", "gamma", "mean_nll");
        LogisticRecalibration.Quadratic fit = LogisticRecalibration.quadratic(z, sample.labels(), sample.weights());
        assertThat(fit).isNotNull();
        golden.assertClose("alpha", fit.alpha(), expected.path("alpha"));
        golden.assertClose("beta", fit.beta(), expected.path("beta"));
        golden.assertClose("gamma", fit.gamma(), expected.path("gamma"));
        golden.assertClose("mean_nll", fit.loss() / sample.weightSum(), expected.path("mean_nll"));
    }
}
