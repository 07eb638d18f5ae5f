package io.levibot.examples.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.TuningResult;
import io.levibot.calibration.stats.CalibrationMeasure;
import io.levibot.calibration.stats.ConfidenceInterval;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.bar.GapSummary;
import io.levibot.engine.registry.GateResult;
import io.levibot.engine.registry.GateVerdict;
import io.levibot.engine.research.Block;
import io.levibot.engine.research.Blocks;
import io.levibot.engine.research.ProbabilityEvaluation;
import io.levibot.engine.research.StrategyEvaluation;
import io.levibot.engine.research.Trained;
import io.levibot.engine.research.WalkForwardFold;
import io.levibot.engine.research.WalkForwardProbabilities;
import io.levibot.engine.research.WalkForwardResult;
import io.levibot.engine.research.WalkForwardTrading;
import io.levibot.examples.quickstart.QuickstartOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The report as JSON. Everything in it follows from the data and the seed: the same on every machine and JDK. Figures are out of
 * sample; what is not defined is null.
 */
public final class ReportJson {
    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build());

    private final QuickstartOutcome outcome;
    private final ObjectNode root = MAPPER.createObjectNode();

    private ReportJson(QuickstartOutcome outcome) {
        this.outcome = outcome;
    }

    /**
     * @param outcome what the main job found
     * @return the report, keys in a fixed order
     */
    public static ObjectNode of(QuickstartOutcome outcome) {
        return new ReportJson(outcome).build();
    }

    /**
     * @param node any JSON
     * @return UTF-8 text with line feeds on every platform
     */
    public static byte[] bytes(ObjectNode node) {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
        try {
            return MAPPER.writer(printer).writeValueAsBytes(node);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ObjectNode build() {
        var tuned = outcome.evaluated().tuned();
        Trained trained = tuned.calibrated().trained();
        data(trained.dataset().bars());
        split(trained.blocks());
        model(trained);
        calibration();
        policy(tuned.tuning());
        test();
        gates();
        promotion();
        paper();
        parity();
        walkForward();
        return root;
    }

    private void data(BarSeries bars) {
        GapSummary gaps = bars.gaps();
        ObjectNode node = root.putObject("data");
        node.put("source", outcome.data().source());
        node.put("symbol", bars.symbol().name());
        node.put("interval", bars.interval().toString());
        node.put("bars", bars.size());
        node.put("from", bars.openTime(0).toString());
        node.put("to", bars.closeTime(bars.size() - 1).toString());
        ObjectNode gapNode = node.putObject("gaps");
        gapNode.put("count", gaps.gaps());
        gapNode.put("missingBars", gaps.missingBars());
        ArrayNode longest = gapNode.putArray("longest");
        for (GapSummary.Gap gap : gaps.longest()) {
            longest.addObject().put("after", gap.after().toString()).put("missingBars", gap.missingBars());
        }
    }

    private void split(Blocks blocks) {
        ObjectNode node = root.putObject("split");
        block(node.putObject("train"), blocks.train());
        block(node.putObject("calibrate"), blocks.calibrate());
        block(node.putObject("tune"), blocks.tune());
        block(node.putObject("test"), blocks.test());
        node.put("purge", blocks.purgedRows());
        node.put("embargo", blocks.embargoRows());
    }

    private static void block(ObjectNode node, Block block) {
        node.put("firstBar", block.rows().from());
        node.put("untilBar", block.rows().to());
        node.put("from", block.from().toString());
        node.put("until", block.until().toString());
        node.put("purged", block.purgedRows());
    }

    private void model(Trained trained) {
        ProbabilityEvaluation evaluation = outcome.evaluated().probabilities();
        ObjectNode node = root.putObject("model");
        node.put("id", outcome.bundle().id().value());
        node.put("predictor", trained.plan().predictor().name());
        number(node, "auc", evaluation.served(CalibrationMeasure.AUC).estimate());
        interval(node, "aucInterval", evaluation.served(CalibrationMeasure.AUC));
        number(node, "logLoss", evaluation.served(CalibrationMeasure.LOG_LOSS).estimate());
        node.put("trees", trained.model().rounds());
        ArrayNode importance = node.putArray("importance");
        trained.model()
                .importance()
                .forEach(entry ->
                        importance.addObject().put("feature", entry.feature()).put("gain", entry.gain()));
    }

    private void calibration() {
        ProbabilityEvaluation evaluation = outcome.evaluated().probabilities();
        var calibrator = outcome.evaluated().tuned().calibrated().calibrator();
        ObjectNode node = root.putObject("calibration");
        node.put("method", CalibrationMethod.served(calibrator.info()));
        node.put("via", calibrator.info().method());
        ObjectNode details = node.putObject("details");
        calibrator.info().details().forEach(details::put);
        number(
                node,
                "eceRaw",
                evaluation.raw(CalibrationMeasure.ECE_EQUAL_WIDTH_10).estimate());
        number(node, "eceCalibrated", evaluation.ece().estimate());
        interval(node, "eceCalibratedInterval", evaluation.ece());
        number(
                node,
                "ecePerfectModelMean",
                evaluation
                        .report()
                        .after()
                        .ifPerfect(CalibrationMeasure.ECE_EQUAL_WIDTH_10)
                        .mean());
        number(
                node,
                "debiased",
                evaluation.served(CalibrationMeasure.DEBIASED_L2_EQUAL_MASS_15).estimate());
        number(node, "brier", evaluation.served(CalibrationMeasure.BRIER).estimate());
        number(node, "logLossRaw", evaluation.raw(CalibrationMeasure.LOG_LOSS).estimate());
        number(
                node,
                "logLossCalibrated",
                evaluation.served(CalibrationMeasure.LOG_LOSS).estimate());
        node.put("baseRate", evaluation.report().after().forecasts().baseRate());
        node.put("n", evaluation.n());
        node.put("nNeeded", evaluation.rowsNeeded());
        node.put("meanBlockLength", evaluation.report().meanBlockLength());
    }

    private void policy(TuningResult tuning) {
        ObjectNode node = root.putObject("policy");
        Thresholds chosen = tuning.chosen();
        number(node, "entry", chosen == null ? Double.NaN : chosen.entry());
        number(node, "exit", chosen == null ? Double.NaN : chosen.exit());
        node.put("viable", tuning.viable());
        node.put("trials", tuning.trials().size());
        node.put("effectiveTrials", tuning.effectiveTrials());
        node.put("reason", tuning.reason());
        Thresholds implied = tuning.costImplied();
        number(node, "costImpliedEntry", implied == null ? Double.NaN : implied.entry());
        number(node, "costImpliedExit", implied == null ? Double.NaN : implied.exit());
        number(node, "overfittingProbability", tuning.overfitting());
    }

    private void test() {
        StrategyEvaluation strategy = outcome.evaluated().strategy();
        ObjectNode node = root.putObject("test");
        number(node, "sharpe", strategy.sharpe().estimate());
        interval(node, "sharpeInterval", strategy.sharpe());
        number(node, "psr", strategy.psr());
        number(node, "dsr", strategy.dsr());
        number(node, "maxDrawdown", strategy.maxDrawdown());
        number(node, "maxDrawdownBound", strategy.maxDrawdownBound());
        node.put("trades", strategy.trades());
        number(node, "turnover", strategy.turnover());
        number(node, "totalReturn", strategy.totalReturn());
        number(node, "buyAndHoldSharpe", strategy.buyAndHoldSharpe());
        number(node, "buyAndHoldReturn", strategy.buyAndHoldReturn());
        node.put("bars", strategy.bars());
        node.put("trials", strategy.trials());
    }

    private void gates() {
        ArrayNode array = root.putArray("gates");
        for (GateResult gate : outcome.decision().gates()) {
            ObjectNode node = array.addObject();
            node.put("name", gate.name());
            node.put("required", gate.required());
            number(node, "measured", gate.measured());
            number(node, "bound", gate.bound());
            node.put("passed", gate.verdict() == GateVerdict.PASS);
            node.put("verdict", gate.verdict().name());
            node.put("n", gate.samples());
            node.put("trials", gate.trials());
            node.put("detail", gate.detail());
        }
    }

    private void promotion() {
        ObjectNode node = root.putObject("promotion");
        node.put("decision", outcome.decision().outcome().name());
        node.put("reason", outcome.decision().reason());
    }

    private void paper() {
        ObjectNode node = root.putObject("paper");
        node.put("bars", outcome.paper().equity().size());
        node.put("decisions", outcome.paper().decisions().size());
        node.put("orders", outcome.paper().ordersSubmitted());
        node.put("fills", outcome.paper().fills().size());
        number(node, "finalEquity", outcome.paper().equity().last());
        node.put("journal", outcome.journal().status().name());
        node.put("journalEvents", outcome.journal().events());
        node.put("journalHead", outcome.journal().head());
    }

    private void parity() {
        ObjectNode node = root.putObject("parity");
        node.put("servedEqualsEvaluated", outcome.parity().equal());
        number(node, "maxAbsDiff", outcome.parity().maxAbsDiff());
        node.put("rows", outcome.parity().rows());
        ObjectNode oracle = node.putObject("native");
        oracle.put("scoresEqual", outcome.nativeParity().equal());
        number(oracle, "maxAbsDiff", outcome.nativeParity().maxAbsDiff());
        oracle.put("rows", outcome.nativeParity().rows());
    }

    /** The procedure's figures, not the bundle's. */
    private void walkForward() {
        ObjectNode node = root.putObject("walkForward");
        node.put("judges", "the procedure, not this bundle");
        WalkForwardResult result = outcome.walkForward().result();
        if (result == null) {
            node.put("problem", outcome.walkForward().problem());
            return;
        }
        node.put("window", result.walk().window().name());
        node.put("historyRows", result.walk().trainRows());
        node.put("testRows", result.walk().testRows());
        node.put("embargo", result.walk().embargoRows());
        ArrayNode folds = node.putArray("folds");
        for (WalkForwardFold fold : result.folds()) {
            ObjectNode entry = folds.addObject();
            entry.put("number", fold.number());
            entry.put("trainFrom", fold.trainFrom().toString());
            entry.put("trainRows", fold.trainRows());
            entry.put("testFrom", fold.testFrom().toString());
            entry.put("testUntil", fold.testUntil().toString());
            entry.put("calibration", fold.method());
            Thresholds chosen = fold.thresholds();
            number(entry, "entry", chosen == null ? Double.NaN : chosen.entry());
            number(entry, "exit", chosen == null ? Double.NaN : chosen.exit());
            entry.put("trials", fold.trials());
            walked(entry, fold.probabilities(), fold.trading());
        }
        walked(node.putObject("pooled"), result.probabilities(), result.trading());
    }

    private static void walked(ObjectNode node, WalkForwardProbabilities probabilities, WalkForwardTrading trading) {
        node.put("n", probabilities.n());
        number(node, "auc", probabilities.auc().estimate());
        interval(node, "aucInterval", probabilities.auc());
        number(node, "ece", probabilities.ece().estimate());
        interval(node, "eceInterval", probabilities.ece());
        number(node, "eceRaw", probabilities.eceRaw());
        number(node, "logLoss", probabilities.logLoss());
        number(node, "logLossRaw", probabilities.logLossRaw());
        node.put("bars", trading.bars());
        node.put("trades", trading.trades());
        number(node, "turnover", trading.turnover());
        number(node, "sharpe", trading.sharpe().estimate());
        interval(node, "sharpeInterval", trading.sharpe());
        number(node, "psr", trading.psr());
        number(node, "maxDrawdown", trading.maxDrawdown());
        number(node, "totalReturn", trading.totalReturn());
        number(node, "buyAndHoldSharpe", trading.buyAndHoldSharpe());
        number(node, "buyAndHoldReturn", trading.buyAndHoldReturn());
    }

    private static void interval(ObjectNode node, String name, ConfidenceInterval interval) {
        ArrayNode array = node.putArray(name);
        element(array, interval.lower());
        element(array, interval.upper());
    }

    private static void element(ArrayNode array, double value) {
        if (Double.isFinite(value)) {
            array.add(value);
        } else {
            array.addNull();
        }
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
