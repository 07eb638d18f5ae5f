package io.levibot.engine.registry;

import static io.levibot.engine.registry.GateJson.defined;
import static io.levibot.engine.registry.GateJson.putDefined;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.engine.internal.JsonFields;

/** The JSON form of evaluation figures. A figure that is not defined is left out. */
final class FiguresJson {
    private FiguresJson() {}

    static void write(ObjectNode node, EvaluationFigures figures) {
        node.put("labelledRows", figures.labelledRows()).put("rowsNeeded", figures.rowsNeeded());
        putDefined(node, "eceRaw", figures.eceRaw());
        putDefined(node, "ece", figures.ece());
        putDefined(node, "eceUpper", figures.eceUpper());
        putDefined(node, "brier", figures.brier());
        putDefined(node, "logLossRaw", figures.logLossRaw());
        putDefined(node, "logLoss", figures.logLoss());
        putDefined(node, "auc", figures.auc());
        putDefined(node, "aucLower", figures.aucLower());
        node.put("bars", figures.bars()).put("trades", figures.trades());
        putDefined(node, "sharpe", figures.sharpe());
        putDefined(node, "sharpePerBar", figures.sharpePerBar());
        putDefined(node, "skewness", figures.skewness());
        putDefined(node, "kurtosis", figures.kurtosis());
        putDefined(node, "autocorrelation", figures.autocorrelation());
        putDefined(node, "deflatedSharpe", figures.deflatedSharpe());
        node.put("trials", figures.trials());
        putDefined(node, "effectiveTrials", figures.effectiveTrials());
        putDefined(node, "maxDrawdown", figures.maxDrawdown());
        putDefined(node, "maxDrawdownUpper", figures.maxDrawdownUpper());
    }

    static EvaluationFigures read(JsonFields fields) {
        EvaluationFigures figures = EvaluationFigures.builder()
                .rows(count(fields, "labelledRows"), count(fields, "rowsNeeded"))
                .ece(defined(fields, "eceRaw"), defined(fields, "ece"), defined(fields, "eceUpper"))
                .brier(defined(fields, "brier"))
                .logLoss(defined(fields, "logLossRaw"), defined(fields, "logLoss"))
                .auc(defined(fields, "auc"), defined(fields, "aucLower"))
                .activity(count(fields, "bars"), count(fields, "trades"))
                .sharpe(defined(fields, "sharpe"), defined(fields, "sharpePerBar"))
                .returns(defined(fields, "skewness"), defined(fields, "kurtosis"), defined(fields, "autocorrelation"))
                .deflatedSharpe(
                        defined(fields, "deflatedSharpe"), count(fields, "trials"), defined(fields, "effectiveTrials"))
                .maxDrawdown(defined(fields, "maxDrawdown"), defined(fields, "maxDrawdownUpper"))
                .build();
        fields.end();
        return figures;
    }

    private static long count(JsonFields fields, String name) {
        return fields.integer(name, 0, Long.MAX_VALUE);
    }
}
