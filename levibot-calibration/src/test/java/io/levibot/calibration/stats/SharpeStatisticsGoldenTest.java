package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class SharpeStatisticsGoldenTest {

    private static final double USUAL_CONFIDENCE = 0.95;

    /**
     * The reference integrates with 200 Gauss-Hermite nodes, which for 100 trials is off by 7e-10 in the mean and 3e-9
     * in the variance; {@link SharpeTrialsTest} holds the same figures against closed forms and a second quadrature.
     */
    private static final double REFERENCE_QUADRATURE_ERROR = 1e-8;

    @TestFactory
    Stream<DynamicTest> sharpeStatistics() {
        return GoldenSuites.cases("sharpe_statistics", golden -> {
            if (golden.input().has("returns")) {
                checkSeries(golden);
            } else if (golden.input().has("sr")) {
                checkEstimate(golden);
            } else {
                checkExpectedMaximum(golden);
            }
        });
    }

    private static void checkSeries(GoldenCase golden) {
        golden.allowKeys(golden.params(), "periods_per_year", "lo_q");
        golden.allowKeys(golden.expected(), "sr", "ann_sr", "skew", "kurt", "rho", "lo_eta", "lo_sr_q", "psr_0");
        double[] returns = golden.doubles("returns");
        int q = golden.params().get("lo_q").intValue();
        double perYear = golden.params().get("periods_per_year").doubleValue();
        JsonNode want = golden.expected();
        SharpeEstimate estimate = SharpeEstimate.of(returns);
        double[] rho = SharpeRatio.autocorrelations(returns, q - 1);
        golden.assertClose("sr", estimate.sharpe(), want.get("sr"));
        golden.assertClose("skew", estimate.skewness(), want.get("skew"));
        golden.assertClose("kurt", estimate.kurtosis(), want.get("kurt"));
        golden.assertAllClose("rho", rho, want.get("rho"));
        golden.assertClose("ann_sr", SharpeRatio.annualizedIid(estimate.sharpe(), perYear), want.get("ann_sr"));
        golden.assertClose("lo_eta", SharpeRatio.loFactor(rho, q), want.get("lo_eta"));
        golden.assertClose("lo_sr_q", SharpeRatio.annualizedLo(returns, q, q - 1), want.get("lo_sr_q"));
        golden.assertClose("psr_0", estimate.probabilisticSharpe2012(0), want.get("psr_0"));
    }

    private static void checkEstimate(GoldenCase golden) {
        golden.allowKeys(golden.input(), "sr", "sr_benchmark", "n", "skew", "kurt", "prob", "trials", "sd_trials");
        golden.allowKeys(
                golden.expected(), "psr", "psr_h0", "sr_std_n1", "min_trl", "expected_max_z", "sr0", "dsr", "paper");
        JsonNode want = golden.expected();
        SharpeEstimate estimate = SharpeEstimate.independent(
                input(golden, "sr"), input(golden, "n"), input(golden, "skew"), input(golden, "kurt"));
        double benchmark = input(golden, "sr_benchmark");
        double confidence = golden.input().path("prob").asDouble(USUAL_CONFIDENCE);
        double needed = estimate.minimumTrackRecord2012(benchmark, confidence);
        golden.assertClose("psr", estimate.probabilisticSharpe2012(benchmark), want.get("psr"));
        golden.assertClose("psr_h0", estimate.probabilisticSharpe2025(benchmark), want.get("psr_h0"));
        golden.assertClose("sr_std_n1", estimate.standardError2012(), want.get("sr_std_n1"));
        if (want.has("min_trl")) {
            golden.assertClose("min_trl", needed, want.get("min_trl"));
        } else {
            assertThat(needed).isInfinite();
        }
        if (want.has("dsr")) {
            SharpeTrials trials = new SharpeTrials(input(golden, "trials"), input(golden, "sd_trials"));
            golden.assertClose(
                    "expected_max_z",
                    SharpeTrials.expectedMaximumOfNormals(trials.effectiveTrials()),
                    want.get("expected_max_z"));
            golden.assertClose("sr0", trials.expectedMaximum(), want.get("sr0"));
            golden.assertClose("dsr", estimate.deflatedSharpe2012(trials), want.get("dsr"));
        }
    }

    private static void checkExpectedMaximum(GoldenCase golden) {
        golden.allowKeys(golden.input(), "trials");
        golden.allowKeys(golden.expected(), "expected_max_z", "exact_mean", "exact_var");
        double trials = input(golden, "trials");
        JsonNode want = golden.expected();
        golden.assertClose("expected_max_z", SharpeTrials.expectedMaximumOfNormals(trials), want.get("expected_max_z"));
        if (want.has("exact_mean")) {
            golden.assertClose(
                    "mean",
                    SharpeTrials.exactExpectedMaximumOfNormals(trials),
                    GoldenCase.toDouble(want.get("exact_mean")),
                    REFERENCE_QUADRATURE_ERROR,
                    0);
            golden.assertClose(
                    "variance",
                    SharpeTrials.exactVarianceOfMaximumOfNormals(trials),
                    GoldenCase.toDouble(want.get("exact_var")),
                    REFERENCE_QUADRATURE_ERROR,
                    0);
        }
    }

    private static double input(GoldenCase golden, String field) {
        assertThat(golden.input().path(field).isNumber()).as("input.%s", field).isTrue();
        return golden.input().get(field).doubleValue();
    }
}
