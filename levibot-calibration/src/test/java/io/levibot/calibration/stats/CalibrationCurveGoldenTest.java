package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CalibrationCurveGoldenTest {

    @TestFactory
    Stream<DynamicTest> calibrationCurve() {
        return GoldenSuites.cases("calibration_curve", CalibrationCurveGoldenTest::check);
    }

    private static void check(GoldenCase golden) {
        golden.allowKeys(golden.params(), "n_bins", "strategy");
        golden.allowKeys(
                golden.expected(),
                "prob_true",
                "prob_pred",
                "edges",
                "counts_nonempty",
                "bin_index_nonempty",
                "ece_plugin",
                "mce",
                "rms_ce",
                "error");
        if (golden.expectsRefusal()) {
            assertThatIllegalArgumentException().isThrownBy(() -> bins(golden));
            return;
        }
        ReliabilityBins bins = bins(golden);
        JsonNode want = golden.expected();
        golden.assertAllClose("prob_true", each(bins, bins::eventRate), want.get("prob_true"));
        golden.assertAllClose("prob_pred", each(bins, bins::meanForecast), want.get("prob_pred"));
        golden.assertAllClose("edges", bins.edges(), want.get("edges"));
        golden.assertAllClose("counts", each(bins, bins::weight), want.get("counts_nonempty"));
        golden.assertAllClose("index", each(bins, bins::index), want.get("bin_index_nonempty"));
        golden.assertClose("ece", bins.expectedError(), want.get("ece_plugin"));
        golden.assertClose("mce", bins.maximumError(), want.get("mce"));
        golden.assertClose("rms", bins.rootMeanSquareError(), want.get("rms_ce"));
    }

    private static ReliabilityBins bins(GoldenCase golden) {
        BinaryForecasts forecasts = BinaryForecasts.of(golden.doubles("y_prob"), ScoresGoldenTest.outcomes(golden));
        return ReliabilityBins.of(
                forecasts, binning(golden), golden.params().get("n_bins").intValue());
    }

    private static Binning binning(GoldenCase golden) {
        String strategy = golden.params().get("strategy").asText();
        assertThat(strategy).isIn("uniform", "quantile");
        return strategy.equals("uniform") ? Binning.EQUAL_WIDTH : Binning.QUANTILE;
    }

    private static double[] each(ReliabilityBins bins, IntToDoubleFunction read) {
        return IntStream.range(0, bins.size()).mapToDouble(read).toArray();
    }
}
