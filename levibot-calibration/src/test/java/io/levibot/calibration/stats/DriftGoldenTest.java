package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.golden.GoldenCase;
import io.levibot.golden.GoldenSuites;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class DriftGoldenTest {

    @TestFactory
    Stream<DynamicTest> populationStability() {
        return GoldenSuites.cases("psi", golden -> {
            golden.allowKeys(golden.params(), "bins");
            golden.allowKeys(golden.expected(), "inner_edges", "ref_counts", "cur_counts", "psi", "chi2_p");
            double[] reference = golden.doubles("reference");
            double[] current = golden.doubles("current");
            int bins = golden.params().get("bins").intValue();
            JsonNode want = golden.expected();
            double[] edges = PopulationStability.innerEdges(reference, bins);
            PopulationStability stability = PopulationStability.of(reference, current, bins);
            golden.assertAllClose("edges", edges, want.get("inner_edges"));
            golden.assertAllClose("reference", counts(reference, edges), want.get("ref_counts"));
            golden.assertAllClose("current", counts(current, edges), want.get("cur_counts"));
            golden.assertClose("psi", stability.index(), want.get("psi"));
            if (want.get("chi2_p").isNull()) {
                assertThat(stability.pValue()).isNaN();
            } else {
                golden.assertClose("p", stability.pValue(), want.get("chi2_p"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> kolmogorovSmirnov() {
        return GoldenSuites.cases("ks_2samp", golden -> {
            golden.allowKeys(golden.params(), "alternative", "method");
            golden.allowKeys(golden.expected(), "statistic", "pvalue", "location", "sign", "error");
            if (golden.expectsRefusal()) {
                assertThatIllegalArgumentException().isThrownBy(() -> test(golden));
                return;
            }
            golden.assertClose(
                    "statistic", test(golden).statistic(), golden.expected().get("statistic"));
            golden.assertClose("p", test(golden).pValue(), golden.expected().get("pvalue"));
        });
    }

    @TestFactory
    Stream<DynamicTest> adwin() {
        return GoldenSuites.cases("adwin", golden -> {
            golden.allowKeys(golden.params(), "delta");
            golden.allowKeys(golden.expected(), "moa_detections", "width", "total", "variance", "river_detections");
            JsonNode want = golden.expected();
            Adwin continuing = adwin(golden, Adwin.AfterDetection.CONTINUE);
            double[] x = golden.doubles("x");
            golden.assertAllClose("detections", detections(continuing, x), want.get("moa_detections"));
            golden.assertClose("width", continuing.width(), want.get("width"));
            golden.assertClose("total", continuing.total(), want.get("total"));
            golden.assertClose("variance", continuing.variance(), want.get("variance"));
            if (want.has("river_detections")) {
                Adwin resetting = adwin(golden, Adwin.AfterDetection.RESET);
                golden.assertAllClose("river", detections(resetting, x), want.get("river_detections"));
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> pageHinkley() {
        return GoldenSuites.cases("page_hinkley", golden -> {
            golden.allowKeys(golden.params(), "delta", "lambda", "alpha", "min_n", "mode");
            golden.allowKeys(golden.expected(), "alarms");
            JsonNode params = golden.params();
            PageHinkley test = new PageHinkley(new PageHinkley.Config(
                    params.get("delta").doubleValue(),
                    params.get("lambda").doubleValue(),
                    params.get("alpha").doubleValue(),
                    params.get("min_n").intValue(),
                    PageHinkley.Watch.valueOf(params.get("mode").asText().toUpperCase(Locale.ROOT))));
            double[] x = golden.doubles("x");
            List<String> alarms = new ArrayList<>();
            for (int i = 0; i < x.length; i++) {
                PageHinkley.Alarm alarm = test.update(x[i]);
                if (alarm != PageHinkley.Alarm.NONE) {
                    alarms.add(i + " " + alarm.name().toLowerCase(Locale.ROOT));
                }
            }
            List<String> want = new ArrayList<>();
            golden.expected()
                    .get("alarms")
                    .forEach(a -> want.add(a.get(0).intValue() + " " + a.get(1).asText()));
            assertThat(alarms).isEqualTo(want);
        });
    }

    @TestFactory
    Stream<DynamicTest> calibrationCusum() {
        return GoldenSuites.cases("calibration_cusum", golden -> {
            golden.allowKeys(golden.params(), "odds_ratio", "h", "k", "h_resid");
            golden.allowKeys(golden.expected(), "log_odds", "residual");
            checkLogOdds(golden);
            checkResidual(golden);
        });
    }

    private static void checkLogOdds(GoldenCase golden) {
        RiskAdjustedCusum chart = new RiskAdjustedCusum(
                golden.params().get("odds_ratio").doubleValue(),
                golden.params().get("h").doubleValue());
        double[] p = golden.doubles("p");
        double[] y = golden.doubles("y");
        double[] path = new double[p.length];
        List<Double> alarms = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            if (chart.update(p[i], (int) y[i])) {
                alarms.add((double) i);
            }
            path[i] = chart.statistic();
        }
        JsonNode want = golden.expected().get("log_odds");
        golden.allowKeys(want, "path", "alarms");
        golden.assertAllClose("path", path, want.get("path"));
        golden.assertAllClose("alarms", array(alarms), want.get("alarms"));
    }

    private static void checkResidual(GoldenCase golden) {
        ResidualCusum chart = new ResidualCusum(
                golden.params().get("k").doubleValue(),
                golden.params().get("h_resid").doubleValue());
        double[] p = golden.doubles("p");
        double[] y = golden.doubles("y");
        double[] up = new double[p.length];
        double[] down = new double[p.length];
        List<Double> upAlarms = new ArrayList<>();
        List<Double> downAlarms = new ArrayList<>();
        for (int i = 0; i < p.length; i++) {
            boolean alarm = chart.update(p[i], (int) y[i]);
            assertThat(alarm).isEqualTo(chart.upAlarm() || chart.downAlarm());
            if (chart.upAlarm()) {
                upAlarms.add((double) i);
            }
            if (chart.downAlarm()) {
                downAlarms.add((double) i);
            }
            up[i] = chart.upStatistic();
            down[i] = chart.downStatistic();
        }
        JsonNode want = golden.expected().get("residual");
        golden.allowKeys(want, "up_path", "down_path", "up_alarms", "down_alarms");
        golden.assertAllClose("up", up, want.get("up_path"));
        golden.assertAllClose("down", down, want.get("down_path"));
        golden.assertAllClose("up alarms", array(upAlarms), want.get("up_alarms"));
        golden.assertAllClose("down alarms", array(downAlarms), want.get("down_alarms"));
    }

    private static KolmogorovSmirnov test(GoldenCase golden) {
        return KolmogorovSmirnov.test(
                golden.doubles("x"),
                golden.doubles("y"),
                switch (golden.params().get("alternative").asText()) {
                    case "two-sided" -> KolmogorovSmirnov.Alternative.TWO_SIDED;
                    case "less" -> KolmogorovSmirnov.Alternative.LESS;
                    case "greater" -> KolmogorovSmirnov.Alternative.GREATER;
                    default -> throw new AssertionError("unknown alternative");
                },
                switch (golden.params().get("method").asText()) {
                    case "auto" -> KolmogorovSmirnov.Method.AUTO;
                    case "exact" -> KolmogorovSmirnov.Method.EXACT;
                    case "asymp" -> KolmogorovSmirnov.Method.ASYMPTOTIC;
                    default -> throw new AssertionError("unknown method");
                });
    }

    private static Adwin adwin(GoldenCase golden, Adwin.AfterDetection after) {
        return new Adwin(golden.params().get("delta").doubleValue(), after);
    }

    private static double[] detections(Adwin adwin, double[] x) {
        List<Double> detections = new ArrayList<>();
        for (int i = 0; i < x.length; i++) {
            if (adwin.update(x[i])) {
                detections.add((double) i);
            }
        }
        return array(detections);
    }

    private static double[] counts(double[] values, double[] edges) {
        return Arrays.stream(PopulationStability.counts(values, edges))
                .asDoubleStream()
                .toArray();
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
