package io.levibot.examples.report;

import io.levibot.api.spi.CalibratorInfo;
import io.levibot.calibration.stats.CalibrationMeasure;
import io.levibot.calibration.stats.CalibrationReport;
import io.levibot.calibration.stats.ModelCalibration;
import io.levibot.engine.research.ProbabilityEvaluation;
import io.levibot.examples.quickstart.QuickstartOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How far the probabilities can be trusted: before, after, and against a perfect model of the same size. */
final class ProbabilitySection {
    private static final Map<CalibrationMeasure, String> SHOWN = new LinkedHashMap<>();
    private static final String LOSS = "loss.";
    private static final String NOT_JUDGED = "not-judged.";
    private static final int DIGITS = 4;

    static {
        SHOWN.put(CalibrationMeasure.LOG_LOSS, "log loss, nats");
        SHOWN.put(CalibrationMeasure.BRIER, "Brier score");
        SHOWN.put(CalibrationMeasure.ECE_EQUAL_WIDTH_10, "ECE, 10 equal-width bins");
        SHOWN.put(CalibrationMeasure.ECE_EQUAL_MASS_15, "ECE, 15 equal-mass bins");
        SHOWN.put(CalibrationMeasure.DEBIASED_L2_EQUAL_MASS_15, "debiased L2 error");
        SHOWN.put(CalibrationMeasure.SMOOTH_ECE, "smooth ECE");
        SHOWN.put(CalibrationMeasure.MCE_EQUAL_WIDTH_15, "largest bin error (MCE)");
        SHOWN.put(CalibrationMeasure.SLOPE, "slope (1 is best)");
        SHOWN.put(CalibrationMeasure.CALIBRATION_IN_THE_LARGE, "offset, log-odds (0 is best)");
        SHOWN.put(CalibrationMeasure.AUC, "AUC");
    }

    private ProbabilitySection() {}

    static void write(Html page, QuickstartOutcome outcome, ReportCharts charts) {
        ProbabilityEvaluation evaluation = outcome.evaluated().probabilities();
        page.heading("probabilities", "Probabilities");
        page.begin("div", "charts");
        List<String> reliability = charts.reliability();
        String band = "band: where 95 % of perfect models' curves lie";
        page.figure(
                "Reliability before calibration",
                reliability.get(0),
                List.of(
                        new Html.Key("raw model", Ink.RAW, Html.Mark.LINE),
                        new Html.Key(band, Ink.BAND, Html.Mark.AREA),
                        new Html.Key("perfect", Ink.SOFT, Html.Mark.DASHES)),
                "Outcomes' frequency against the predicted probability by isotonic regression (CORP): no bins to"
                        + " choose.");
        page.figure(
                "Reliability as served",
                reliability.get(1),
                List.of(
                        new Html.Key("calibrated", Ink.SERVED, Html.Mark.LINE),
                        new Html.Key(band, Ink.BAND, Html.Mark.AREA),
                        new Html.Key("perfect", Ink.SOFT, Html.Mark.DASHES)),
                "Same axes as before. A curve inside the band cannot be told from perfect calibration on "
                        + Figures.plural(evaluation.n(), "row", "rows") + ".");
        page.figure(
                "Probabilities on the test block",
                charts.histogram(),
                histogramKeys(outcome),
                histogramReading(outcome));
        page.end("div");
        measures(page, evaluation);
        method(page, outcome.evaluated().tuned().calibrated().calibrator().info());
    }

    private static List<Html.Key> histogramKeys(QuickstartOutcome outcome) {
        List<Html.Key> keys = new ArrayList<>();
        keys.add(new Html.Key("served", Ink.BAND, Html.Mark.AREA));
        keys.add(new Html.Key("raw", Ink.RAW, Html.Mark.LINE));
        if (outcome.evaluated().tuned().tuning().viable()) {
            keys.add(new Html.Key("entry threshold", Ink.TEXT, Html.Mark.LINE));
            keys.add(new Html.Key("exit threshold", Ink.TEXT, Html.Mark.DASHES));
        }
        return keys;
    }

    private static String histogramReading(QuickstartOutcome outcome) {
        double baseRate =
                outcome.evaluated().probabilities().report().after().forecasts().baseRate();
        return "The event happened in " + Figures.percent(baseRate, 1)
                + " of rows. The narrower the spread, the less the model claims to know.";
    }

    private static void measures(Html page, ProbabilityEvaluation evaluation) {
        CalibrationReport report = evaluation.report();
        List<List<Html.Cell>> rows = new ArrayList<>();
        for (Map.Entry<CalibrationMeasure, String> entry : SHOWN.entrySet()) {
            CalibrationMeasure measure = entry.getKey();
            boolean gated = measure == CalibrationMeasure.ECE_EQUAL_WIDTH_10;
            rows.add(List.of(
                    Html.Cell.of(entry.getValue()),
                    Html.Cell.number(Figures.interval(report.before().interval(measure), DIGITS)),
                    Html.Cell.number(Figures.interval(
                            gated ? evaluation.ece() : report.after().interval(measure), DIGITS)),
                    Html.Cell.number(Figures.interval(report.difference(measure), DIGITS)),
                    Html.Cell.number(perfect(report.after(), measure))));
        }
        page.begin("div", "card")
                .element("h3", "", "Measures, with 95 % intervals")
                .table(List.of("measure", "before", "as served", "difference", "a perfect model"), rows)
                .note("n = " + Figures.count(evaluation.n()) + " rows in time order; stationary bootstrap, "
                        + Figures.count(report.config().draws()) + " draws, mean block "
                        + Figures.decimal(report.meanBlockLength(), 1)
                        + " rows. A perfect model shows errors above 0 too, by chance: its mean and 95 % quantile for"
                        + " this n are in the last column. A perfect model needs "
                        + Figures.count(evaluation.rowsNeeded()) + " rows to pass the ece gate in 90 % of cases.")
                .end("div");
    }

    private static String perfect(ModelCalibration model, CalibrationMeasure measure) {
        return Figures.decimal(model.ifPerfect(measure).mean(), DIGITS) + " (95 %: "
                + Figures.decimal(model.ifPerfect(measure).quantile(0.95), DIGITS) + ")";
    }

    private static void method(Html page, CalibratorInfo info) {
        String selected = info.details().get("selected");
        page.begin("div", "card").element("h3", "", "Calibration method");
        page.note(
                selected == null
                        ? info.method() + ", fitted to " + Figures.count(info.samples())
                                + " rows of the calibrate block."
                        : info.method() + " chose " + selected
                                + ": the simplest method whose out-of-fold log loss on the calibrate block is within"
                                + " one standard error of the best. These losses chose the map and are no evidence for"
                                + " it; the table above is.");
        List<List<Html.Cell>> rows = new ArrayList<>();
        info.details().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(LOSS))
                .sorted(Map.Entry.comparingByValue(Comparator.comparingDouble(Double::parseDouble)))
                .forEach(entry -> {
                    String name = entry.getKey().substring(LOSS.length());
                    rows.add(List.of(
                            new Html.Cell(
                                    name.equals(selected) ? name + " (chosen)" : name,
                                    name.equals(selected) ? "strong" : ""),
                            Html.Cell.number(Figures.decimal(Double.parseDouble(entry.getValue()), 5))));
                });
        info.details().forEach((key, why) -> {
            if (key.startsWith(NOT_JUDGED)) {
                rows.add(List.of(
                        Html.Cell.of(key.substring(NOT_JUDGED.length())), Html.Cell.of("took no part: " + why)));
            }
        });
        if (!rows.isEmpty()) {
            page.table(List.of("method", "log loss on later rows, nats"), rows);
        }
        page.end("div");
    }
}
