package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CalibrationErrorsGoldenTest {

    private static final int BINS = 15;
    private static final int GROUPS = 10;
    private static final double STATED_WIDTH = 0.05;
    private static final double SMALLEST_SMOOTH_ERROR = 1e-4;

    @TestFactory
    Stream<DynamicTest> calibrationErrors() {
        return GoldenSuites.cases("calibration_errors", golden -> {
            golden.allowKeys(
                    golden.expected(),
                    "ew15",
                    "em15",
                    "mce_ew15",
                    "l2_em15_plugin",
                    "l2_em15_debiased",
                    "l2sq_em15_debiased",
                    "ecce_mad",
                    "ecce_r",
                    "ecce_sigma",
                    "ecce_mad_p",
                    "ecce_r_p",
                    "smece_sigma_0.05",
                    "smece",
                    "relplot_smece_sigma_0.05",
                    "relplot_smece",
                    "spiegelhalter_z",
                    "spiegelhalter_p",
                    "hl_chi2",
                    "hl_groups",
                    "hl_p",
                    "brier",
                    "murphy",
                    "corp");
            BinaryForecasts forecasts = BinaryForecasts.of(golden.doubles("p"), ScoresGoldenTest.outcomes(golden));
            checkBinned(golden, forecasts);
            checkCumulative(golden, forecasts);
            checkSmooth(golden, forecasts);
            checkTests(golden, forecasts);
            checkDecompositions(golden, forecasts);
        });
    }

    private static void checkBinned(GoldenCase golden, BinaryForecasts forecasts) {
        JsonNode want = golden.expected();
        ReliabilityBins equalMass = ReliabilityBins.of(forecasts, Binning.EQUAL_MASS, BINS);
        golden.assertClose("ew15", CalibrationErrors.expectedEqualWidth(forecasts, BINS), want.get("ew15"));
        golden.assertClose("em15", CalibrationErrors.expectedEqualMass(forecasts, BINS), want.get("em15"));
        golden.assertClose("mce", CalibrationErrors.maximumEqualWidth(forecasts, BINS), want.get("mce_ew15"));
        golden.assertClose("l2", equalMass.rootMeanSquareError(), want.get("l2_em15_plugin"));
        golden.assertClose("l2 debiased", CalibrationErrors.debiasedL2(forecasts, BINS), want.get("l2_em15_debiased"));
        golden.assertClose("l2 squared", equalMass.debiasedSquaredError(), want.get("l2sq_em15_debiased"));
    }

    private static void checkCumulative(GoldenCase golden, BinaryForecasts forecasts) {
        JsonNode want = golden.expected();
        CumulativeCalibration cumulative = CumulativeCalibration.of(forecasts);
        golden.assertClose("mad", cumulative.maximumDeviation(), want.get("ecce_mad"));
        golden.assertClose("range", cumulative.range(), want.get("ecce_r"));
        golden.assertClose("sigma", cumulative.sigma(), want.get("ecce_sigma"));
        golden.assertClose("mad p", cumulative.maximumDeviationPValue(), want.get("ecce_mad_p"));
        golden.assertClose("range p", cumulative.rangePValue(), want.get("ecce_r_p"));
    }

    private static void checkSmooth(GoldenCase golden, BinaryForecasts forecasts) {
        double tolerance = golden.tolerance().get("smece").doubleValue();
        double stated = GoldenCase.toDouble(golden.expected().get("smece_sigma_0.05"));
        double atWidth = CalibrationErrors.smoothAtWidth(forecasts, STATED_WIDTH);
        golden.assertClose("smooth at width", atWidth, stated, tolerance, 0);
        double smooth = CalibrationErrors.smooth(forecasts);
        JsonNode want = golden.expected().get("smece");
        if (want.isNull()) {
            assertThat(smooth).isLessThan(SMALLEST_SMOOTH_ERROR);
        } else {
            golden.assertClose("smooth", smooth, GoldenCase.toDouble(want), tolerance, 0);
        }
    }

    private static void checkTests(GoldenCase golden, BinaryForecasts forecasts) {
        JsonNode want = golden.expected();
        SpiegelhalterTest spiegelhalter = SpiegelhalterTest.of(forecasts);
        golden.assertClose("spiegelhalter z", spiegelhalter.z(), want.get("spiegelhalter_z"));
        golden.assertClose("spiegelhalter p", spiegelhalter.pValue(), want.get("spiegelhalter_p"));
        HosmerLemeshowTest grouped = HosmerLemeshowTest.of(forecasts, GROUPS);
        golden.assertClose("hl", grouped.chiSquare(), want.get("hl_chi2"));
        assertThat(grouped.groups()).isEqualTo(want.get("hl_groups").intValue());
        if (want.get("hl_p").isNull()) {
            assertThat(grouped.pValue()).isNaN();
        } else {
            golden.assertClose("hl p", grouped.pValue(), want.get("hl_p"));
        }
    }

    private static void checkDecompositions(GoldenCase golden, BinaryForecasts forecasts) {
        JsonNode want = golden.expected();
        double brier = ProbabilityScores.brier(forecasts);
        golden.assertClose("brier", brier, want.get("brier"));
        MurphyDecomposition murphy = MurphyDecomposition.of(forecasts, Binning.EQUAL_MASS, BINS);
        golden.assertClose("rel", murphy.reliability(), want.at("/murphy/rel"));
        golden.assertClose("res", murphy.resolution(), want.at("/murphy/res"));
        golden.assertClose("unc", murphy.uncertainty(), want.at("/murphy/unc"));
        golden.assertClose("wbv", murphy.withinBinVariance(), want.at("/murphy/wbv"));
        golden.assertClose("wbc", murphy.withinBinCovariance(), want.at("/murphy/wbc"));
        golden.assertClose("murphy identity", murphy.brier(), want.get("brier"));
        CorpDecomposition corp = CorpDecomposition.ofBrier(forecasts);
        golden.assertClose("mcb", corp.miscalibration(), want.at("/corp/mcb"));
        golden.assertClose("dsc", corp.discrimination(), want.at("/corp/dsc"));
        golden.assertClose("corp unc", corp.uncertainty(), want.at("/corp/unc"));
    }
}
