package io.levibot.engine.research;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.calibration.stats.CalibrationMeasure;
import io.levibot.calibration.stats.CalibrationReport;
import io.levibot.calibration.stats.ConfidenceInterval;
import io.levibot.calibration.stats.NullDistribution;
import java.util.Locale;

/** The whole evaluation of a candidate as JSON: every measure with its interval. What is not defined is left out. */
final class EvaluationJson {
    private static final double NULL_QUANTILE = 0.95;

    private EvaluationJson() {}

    static ObjectNode of(Evaluated evaluated) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        probabilities(root.putObject("probabilities"), evaluated.probabilities());
        strategy(root.putObject("strategy"), evaluated.strategy());
        return root;
    }

    private static void probabilities(ObjectNode node, ProbabilityEvaluation evaluation) {
        CalibrationReport report = evaluation.report();
        node.put("rows", evaluation.n());
        node.put("rowsNeeded", evaluation.rowsNeeded());
        node.put("baseRate", report.after().forecasts().baseRate());
        node.put("meanBlockLength", report.meanBlockLength());
        ObjectNode measures = node.putObject("measures");
        for (CalibrationMeasure measure : CalibrationMeasure.values()) {
            ObjectNode entry = measures.putObject(measure.name().toLowerCase(Locale.ROOT));
            interval(entry, "raw", evaluation.raw(measure));
            interval(entry, "served", evaluation.served(measure));
            interval(entry, "difference", report.difference(measure));
            NullDistribution perfect = report.after().ifPerfect(measure);
            number(entry, "perfectMean", perfect.mean());
            number(entry, "perfect95", perfect.quantile(NULL_QUANTILE));
        }
        interval(measures.putObject("ece_gate"), "served", evaluation.ece());
    }

    private static void strategy(ObjectNode node, StrategyEvaluation evaluation) {
        node.put("bars", evaluation.bars());
        node.put("trades", evaluation.trades());
        node.put("trials", evaluation.trials());
        interval(node, "sharpe", evaluation.sharpe());
        number(node, "sharpePerBar", evaluation.sharpePerBar());
        number(node, "psr", evaluation.psr());
        number(node, "dsr", evaluation.dsr());
        number(node, "maxDrawdown", evaluation.maxDrawdown());
        number(node, "maxDrawdownBound", evaluation.maxDrawdownBound());
        number(node, "totalReturn", evaluation.totalReturn());
        number(node, "turnover", evaluation.turnover());
        number(node, "buyAndHoldSharpe", evaluation.buyAndHoldSharpe());
        number(node, "buyAndHoldReturn", evaluation.buyAndHoldReturn());
    }

    private static void interval(ObjectNode node, String name, ConfidenceInterval interval) {
        ObjectNode entry = node.putObject(name);
        number(entry, "estimate", interval.estimate());
        number(entry, "lower", interval.lower());
        number(entry, "upper", interval.upper());
        entry.put("confidence", interval.confidence());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        }
    }
}
