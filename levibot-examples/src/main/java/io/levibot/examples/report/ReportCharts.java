package io.levibot.examples.report;

import io.levibot.api.Thresholds;
import io.levibot.api.spi.TrainedModel;
import io.levibot.calibration.stats.BinaryForecasts;
import io.levibot.calibration.stats.Binning;
import io.levibot.calibration.stats.ConfidenceInterval;
import io.levibot.calibration.stats.CorpCurve;
import io.levibot.calibration.stats.ModelCalibration;
import io.levibot.calibration.stats.ReliabilityBins;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.research.EquityCurve;
import io.levibot.engine.research.Evaluated;
import io.levibot.engine.research.IndexRange;
import io.levibot.engine.research.WalkForwardFold;
import io.levibot.engine.research.WalkForwardResult;
import io.levibot.examples.quickstart.QuickstartOutcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The charts of the report. */
final class ReportCharts {
    /** Empty space around a reliability curve, a fraction of its range. */
    private static final double MARGIN = 0.04;

    static final double BAND_COVERAGE = 0.95;
    static final int SHOWN_FEATURES = 12;

    private static final int BAND_DRAWS = 500;
    private static final int CURVE_POINTS = 80;
    private static final int TIME_POINTS = 400;
    private static final int HISTOGRAM_BINS = 25;
    private static final int MOST_BINS = 1_000;
    private static final int BAR_HEIGHT = 22;

    private final QuickstartOutcome outcome;
    private final Evaluated evaluated;
    private final BarSeries bars;
    private final IndexRange test;

    ReportCharts(QuickstartOutcome outcome) {
        this.outcome = outcome;
        this.evaluated = outcome.evaluated();
        this.bars = evaluated.tuned().calibrated().trained().dataset().bars();
        this.test = evaluated.tuned().calibrated().trained().blocks().test().rows();
    }

    /** Reliability without and with the calibrator, on the same scales. */
    List<String> reliability() {
        BinaryForecasts before = evaluated.probabilities().report().before().forecasts();
        BinaryForecasts after = evaluated.probabilities().report().after().forecasts();
        Reliability raw = new Reliability(before);
        Reliability served = new Reliability(after);
        double from = Math.min(raw.least(), served.least());
        double to = Math.max(raw.most(), served.most());
        return List.of(
                raw.drawn("reliability-raw", "Reliability before calibration", Ink.RAW, from, to),
                served.drawn("reliability-served", "Reliability as served", Ink.SERVED, from, to));
    }

    /** One reliability curve with the band in which it would lie were the model perfect. */
    private final class Reliability {
        private final double[] at = new double[CURVE_POINTS];
        private final double[] curve = new double[CURVE_POINTS];
        private final double[] low = new double[CURVE_POINTS];
        private final double[] high = new double[CURVE_POINTS];

        Reliability(BinaryForecasts forecasts) {
            CorpCurve corp = CorpCurve.of(forecasts);
            double from = corp.from(0);
            double to = corp.to(corp.size() - 1);
            for (int i = 0; i < CURVE_POINTS; i++) {
                at[i] = Math.min(to, from + (to - from) * i / (CURVE_POINTS - 1));
            }
            long seed = evaluated.tuned().calibrated().trained().plan().seed();
            ConfidenceInterval[] band = corp.consistencyBand(at, BAND_COVERAGE, BAND_DRAWS, seed, Runnable::run);
            for (int i = 0; i < CURVE_POINTS; i++) {
                curve[i] = band[i].estimate();
                low[i] = band[i].lower();
                high[i] = band[i].upper();
            }
        }

        double least() {
            return Math.min(at[0], Math.min(least(curve), least(low)));
        }

        double most() {
            return Math.max(at[CURVE_POINTS - 1], Math.max(most(curve), most(high)));
        }

        String drawn(String id, String label, Ink ink, double from, double to) {
            double margin = MARGIN * (to - from); // keeps the first labels of the two axes apart
            return new Plot("predicted probability", "observed frequency")
                    .band(at, low, high, Ink.BAND)
                    .diagonal(Ink.SOFT)
                    .line(at, curve, ink, false)
                    .window(from - margin, to + margin, from - margin, to + margin)
                    .svg(id, label);
        }

        private static double least(double[] values) {
            return Arrays.stream(values).min().orElseThrow();
        }

        private static double most(double[] values) {
            return Arrays.stream(values).max().orElseThrow();
        }
    }

    /** How often which probability was served, and before calibration. */
    String histogram() {
        ModelCalibration served = evaluated.probabilities().report().after();
        ModelCalibration raw = evaluated.probabilities().report().before();
        CorpCurve corpServed = CorpCurve.of(served.forecasts());
        CorpCurve corpRaw = CorpCurve.of(raw.forecasts());
        double from = Math.min(corpServed.from(0), corpRaw.from(0));
        double to = Math.max(corpServed.to(corpServed.size() - 1), corpRaw.to(corpRaw.size() - 1));
        int bins = (int) Math.min(MOST_BINS, Math.ceil(HISTOGRAM_BINS / Math.max(to - from, 1.0 / MOST_BINS)));
        double[] lower = new double[bins];
        double[] upper = new double[bins];
        for (int bin = 0; bin < bins; bin++) {
            lower[bin] = (double) bin / bins;
            upper[bin] = (bin + 1.0) / bins;
        }
        double[] servedRows = rows(served, bins);
        double[] rawRows = rows(raw, bins);
        double most = Math.max(
                Arrays.stream(servedRows).max().orElseThrow(),
                Arrays.stream(rawRows).max().orElseThrow());
        Plot plot = new Plot("probability", "rows of the test block")
                .boxes(lower, upper, new double[bins], servedRows, Ink.BAND, Ink.SERVED, 0.6)
                .step(lower, rawRows, Ink.RAW)
                .window(from - 1.0 / bins, to + 1.0 / bins, 0.0, 1.05 * most);
        Thresholds chosen = evaluated.tuned().tuning().chosen();
        if (chosen != null) {
            plot.vertical(chosen.entry(), Ink.TEXT, false).vertical(chosen.exit(), Ink.TEXT, true);
        }
        return plot.svg("histogram", "Histogram of the probabilities on the test block");
    }

    private static double[] rows(ModelCalibration model, int bins) {
        ReliabilityBins filled = model.reliability(Binning.EQUAL_WIDTH, bins);
        double[] rows = new double[bins];
        for (int i = 0; i < filled.size(); i++) {
            rows[filled.index(i)] = filled.weight(i);
        }
        return rows;
    }

    /** Equity of the paper run beside holding the asset, both from 100. */
    String equity() {
        EquityCurve equity = outcome.paper().equity();
        double start = outcome.paper().startEquity();
        return new Plot("time (UTC)", "equity, start = 100")
                .timeAxis()
                .horizontal(100.0, Ink.SOFT, true)
                .line(
                        times(),
                        sampled(i -> 100.0 * bars.close(test.from() + i) / bars.open(test.from())),
                        Ink.HELD,
                        false)
                .line(times(), sampled(i -> 100.0 * equity.at(i) / start), Ink.SERVED, false)
                .svg("equity", "Equity of the strategy and of buy and hold on the test block");
    }

    /** Fall from the highest value so far, in percent, of the strategy and of holding. */
    String drawdown() {
        EquityCurve equity = outcome.paper().equity();
        double[] strategy = falls(outcome.paper().startEquity(), equity::at);
        double[] held = falls(bars.open(test.from()), i -> bars.close(test.from() + i));
        return new Plot("time (UTC)", "below the peak, %")
                .timeAxis()
                .horizontal(0.0, Ink.SOFT, true)
                .line(times(), sampled(i -> held[i]), Ink.HELD, false)
                .line(times(), sampled(i -> strategy[i]), Ink.SERVED, false)
                .svg("drawdown", "Drawdown of the strategy and of buy and hold on the test block");
    }

    /** The largest fall of the asset itself on the test block, a fraction. */
    double heldDrawdown() {
        double[] held = falls(bars.open(test.from()), i -> bars.close(test.from() + i));
        return Math.abs(Arrays.stream(held).min().orElse(0.0)) / 100.0;
    }

    private double[] falls(double start, PointAt value) {
        double[] falls = new double[test.size()];
        double peak = start;
        for (int i = 0; i < falls.length; i++) {
            peak = Math.max(peak, value.at(i));
            falls[i] = 100.0 * (value.at(i) / peak - 1.0);
        }
        return falls;
    }

    /** Gain of the features that the model uses most, as shares of the whole. */
    String importance() {
        List<TrainedModel.Importance> used = evaluated.tuned().calibrated().trained().model().importance().stream()
                .filter(entry -> entry.gain() > 0.0)
                .toList();
        double whole = used.stream().mapToDouble(TrainedModel.Importance::gain).sum();
        int shown = Math.min(SHOWN_FEATURES, used.size());
        double[] top = new double[shown];
        double[] bottom = new double[shown];
        double[] share = new double[shown];
        List<Double> places = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            double place = shown - i;
            top[i] = place + 0.35;
            bottom[i] = place - 0.35;
            share[i] = 100.0 * used.get(i).gain() / whole;
            places.add(place);
            names.add(used.get(i).feature());
        }
        return new Plot("share of the model's total gain, %", "")
                .yTicks(places, names)
                .height(60 + BAR_HEIGHT * shown)
                .boxes(new double[shown], share, bottom, top, Ink.SERVED, Ink.SERVED, 0.0)
                .svg("importance", "Features by their share of the model's gain");
    }

    boolean hasImportance() {
        return evaluated.tuned().calibrated().trained().model().importance().stream()
                .anyMatch(entry -> entry.gain() > 0.0);
    }

    /** AUC of every window with its interval. */
    static String folds(WalkForwardResult result) {
        List<WalkForwardFold> known = result.folds().stream()
                .filter(fold -> Double.isFinite(fold.probabilities().auc().lower()))
                .toList();
        List<Double> places =
                result.folds().stream().map(fold -> (double) fold.number()).toList();
        List<String> names = result.folds().stream()
                .map(fold -> String.valueOf(fold.number()))
                .toList();
        return new Plot("window", "AUC with its 95 % interval")
                .xTicks(places, names)
                .horizontal(0.5, Ink.SOFT, true)
                .ranges(
                        known.stream().mapToDouble(WalkForwardFold::number).toArray(),
                        known.stream()
                                .mapToDouble(f -> f.probabilities().auc().estimate())
                                .toArray(),
                        known.stream()
                                .mapToDouble(f -> f.probabilities().auc().lower())
                                .toArray(),
                        known.stream()
                                .mapToDouble(f -> f.probabilities().auc().upper())
                                .toArray(),
                        Ink.SERVED)
                .svg("folds", "AUC of every walk-forward window");
    }

    private interface PointAt {
        double at(int bar);
    }

    /** Close times of the bars that are drawn, the last among them. */
    private double[] times() {
        return sampled(i -> bars.closeMillis(test.from() + i));
    }

    private double[] sampled(PointAt value) {
        int size = outcome.paper().equity().size();
        int points = Math.min(TIME_POINTS, size);
        double[] sampled = new double[points];
        for (int i = 0; i < points; i++) {
            int bar = points == 1 ? size - 1 : (int) ((long) i * (size - 1) / (points - 1));
            sampled[i] = value.at(bar);
        }
        return sampled;
    }
}
