package io.levibot.examples.report;

import io.levibot.api.spi.TrainedModel;
import io.levibot.api.spi.TuningResult;
import io.levibot.calibration.stats.BinaryForecasts;
import io.levibot.calibration.stats.CorpCurve;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.research.EquityCurve;
import io.levibot.engine.research.Evaluated;
import io.levibot.engine.research.IndexRange;
import io.levibot.examples.quickstart.QuickstartOutcome;
import io.levibot.examples.report.SvgCharts.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The charts of the report. */
final class ReportCharts {
    private static final int CURVE_POINTS = 200;
    private static final int EQUITY_POINTS = 600;
    private static final int HISTOGRAM_BINS = 20;
    private static final int SHOWN_FEATURES = 15;

    private final QuickstartOutcome outcome;
    private final Evaluated evaluated;

    ReportCharts(QuickstartOutcome outcome) {
        this.outcome = outcome;
        this.evaluated = outcome.evaluated();
    }

    /** Observed frequency against probability, by isotonic regression of the outcomes (CORP): no bins to choose. */
    String reliability() {
        var report = evaluated.probabilities().report();
        return SvgCharts.lines(
                "Reliability on the test block (CORP)",
                "probability",
                "observed frequency",
                List.of(
                        new Line("perfect", List.of(0.0, 1.0), List.of(0.0, 1.0), SvgCharts.GREY),
                        curve("raw", report.before().forecasts(), SvgCharts.ORANGE),
                        curve("served", report.after().forecasts(), SvgCharts.BLUE)));
    }

    /** How often which probability was served. */
    String histogram() {
        double[] counts = new double[HISTOGRAM_BINS];
        for (double p :
                evaluated.test().probabilities(evaluated.tuned().calibrated().calibrator())) {
            counts[Math.min(HISTOGRAM_BINS - 1, (int) (p * HISTOGRAM_BINS))]++;
        }
        List<String> labels = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (int bin = 0; bin < HISTOGRAM_BINS; bin++) {
            labels.add(String.format(Locale.ROOT, "%.2f", (double) bin / HISTOGRAM_BINS));
            values.add(counts[bin]);
        }
        return SvgCharts.bars("Served probabilities", "probability (lower edge of bin)", "rows", labels, values);
    }

    /** Equity of the paper run beside holding the asset, both from 100. */
    String equity() {
        BarSeries bars = outcome.data().bars();
        IndexRange test = test();
        EquityCurve equity = outcome.paper().equity();
        return SvgCharts.lines(
                "Equity on the test block, start = 100",
                "bar of the test block",
                "equity",
                List.of(
                        sampled(
                                "strategy",
                                test.size(),
                                SvgCharts.BLUE,
                                i -> 100.0 * equity.at(i) / outcome.paper().startEquity()),
                        sampled(
                                "buy and hold",
                                test.size(),
                                SvgCharts.ORANGE,
                                i -> 100.0 * bars.close(test.from() + i) / bars.open(test.from()))));
    }

    /** Fall from the highest equity so far, in percent. */
    String drawdown() {
        EquityCurve equity = outcome.paper().equity();
        double[] falls = new double[equity.size()];
        double peak = outcome.paper().startEquity();
        for (int i = 0; i < falls.length; i++) {
            peak = Math.max(peak, equity.at(i));
            falls[i] = 100.0 * (equity.at(i) / peak - 1.0);
        }
        return SvgCharts.lines(
                "Drawdown of the strategy",
                "bar of the test block",
                "below the peak, %",
                List.of(sampled("drawdown", falls.length, SvgCharts.BLUE, i -> falls[i])));
    }

    /** Annualised Sharpe ratio of every point of the sweep on the tune block. */
    String sweep() {
        double perYear = Math.sqrt(outcome.data().bars().interval().barsPerYear());
        List<TuningResult.Trial> trials = evaluated.tuned().tuning().trials();
        List<Double> entries = new ArrayList<>(new TreeSet<>(trials.stream()
                .map(trial -> rounded(trial.thresholds().entry()))
                .toList()));
        List<Double> exits = new ArrayList<>(new TreeSet<>(
                trials.stream().map(trial -> rounded(trial.thresholds().exit())).toList()));
        List<Number[]> cells = new ArrayList<>();
        for (TuningResult.Trial trial : trials) {
            if (!Double.isNaN(trial.sharpe())) {
                cells.add(new Number[] {
                    entries.indexOf(rounded(trial.thresholds().entry())),
                    exits.indexOf(rounded(trial.thresholds().exit())),
                    trial.sharpe() * perYear
                });
            }
        }
        return SvgCharts.heat(
                "Sweep on the tune block: annualised Sharpe",
                "entry threshold",
                "exit threshold",
                entries,
                exits,
                cells);
    }

    /** Gain of the features that the model uses most. */
    String importance() {
        List<TrainedModel.Importance> used =
                evaluated.tuned().calibrated().trained().model().importance();
        List<TrainedModel.Importance> top = used.subList(0, Math.min(SHOWN_FEATURES, used.size()));
        return SvgCharts.bars(
                "What the model uses",
                "feature",
                "gain",
                top.stream().map(TrainedModel.Importance::feature).toList(),
                top.stream().map(TrainedModel.Importance::gain).toList());
    }

    private IndexRange test() {
        return evaluated.tuned().calibrated().trained().blocks().test().rows();
    }

    private static double rounded(double threshold) {
        return Math.round(threshold * 1e4) / 1e4;
    }

    private static Line curve(String name, BinaryForecasts forecasts, java.awt.Color color) {
        CorpCurve corp = CorpCurve.of(forecasts);
        double from = corp.from(0);
        double to = corp.to(corp.size() - 1);
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (int i = 0; i <= CURVE_POINTS; i++) {
            double p = from + (to - from) * i / CURVE_POINTS;
            x.add(p);
            y.add(corp.at(p));
        }
        return new Line(name, x, y, color);
    }

    private interface PointAt {
        double value(int index);
    }

    private static Line sampled(String name, int size, java.awt.Color color, PointAt point) {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        int step = Math.max(1, size / EQUITY_POINTS);
        for (int i = 0; i < size; i += step) {
            x.add((double) i);
            y.add(point.value(i));
        }
        return new Line(name, x, y, color);
    }
}
