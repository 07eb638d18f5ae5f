package io.levibot.calibration.stats;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class CalibrationDiagnosticsGoldenTest {

    private static final double CONFIDENCE = 0.95;

    @TestFactory
    Stream<DynamicTest> calibrationDiagnostics() {
        return GoldenSuites.cases("calibration_diagnostics_r", CalibrationDiagnosticsGoldenTest::check);
    }

    private static void check(GoldenCase golden) {
        golden.allowKeys(
                golden.expected(),
                "intercept",
                "slope",
                "se_intercept",
                "se_slope",
                "citl",
                "brier",
                "S_z",
                "S_p",
                "c_index",
                "Emax",
                "E90",
                "Eavg",
                "auc_lo",
                "auc",
                "auc_hi",
                "auc_var",
                "auc2",
                "delong_z",
                "delong_p");
        int[] outcome = ScoresGoldenTest.outcomes(golden);
        BinaryForecasts forecasts = BinaryForecasts.of(golden.doubles("p"), outcome);
        JsonNode want = golden.expected();
        RecalibrationFit fit = RecalibrationFit.of(forecasts);
        golden.assertClose("intercept", fit.intercept(), want.get("intercept"));
        golden.assertClose("slope", fit.slope(), want.get("slope"));
        golden.assertClose("se intercept", fit.interceptStandardError(), want.get("se_intercept"));
        golden.assertClose("se slope", fit.slopeStandardError(), want.get("se_slope"));
        golden.assertClose("citl", fit.calibrationInTheLarge(), want.get("citl"));
        golden.assertClose("brier", ProbabilityScores.brier(forecasts), want.get("brier"));
        SpiegelhalterTest spiegelhalter = SpiegelhalterTest.of(forecasts);
        golden.assertClose("S_z", spiegelhalter.z(), want.get("S_z"));
        golden.assertClose("S_p", spiegelhalter.pValue(), want.get("S_p"));
        RocCurve curve = RocCurve.of(forecasts);
        ConfidenceInterval interval = curve.interval(CONFIDENCE);
        golden.assertClose("auc", curve.auc(), want.get("auc"));
        golden.assertClose("auc variance", curve.variance(), want.get("auc_var"));
        golden.assertClose("auc low", interval.lower(), want.get("auc_lo"));
        golden.assertClose("auc high", interval.upper(), want.get("auc_hi"));
        double[] second = golden.doubles("score2");
        golden.assertClose("second auc", RocCurve.of(second, outcome).auc(), want.get("auc2"));
        DeLongTest paired = DeLongTest.compare(golden.doubles("p"), second, outcome);
        golden.assertClose("delong z", paired.z(), want.get("delong_z"));
        golden.assertClose("delong p", paired.pValue(), want.get("delong_p"));
    }
}
