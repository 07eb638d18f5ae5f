package io.levibot.examples.report;

import io.levibot.calibration.stats.CalibrationMeasure;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.registry.GateResult;
import io.levibot.engine.registry.GateVerdict;
import io.levibot.engine.registry.PromotionDecision;
import io.levibot.engine.research.Block;
import io.levibot.engine.research.ProbabilityEvaluation;
import io.levibot.engine.research.StrategyEvaluation;
import io.levibot.examples.quickstart.QuickstartOutcome;
import java.util.ArrayList;
import java.util.List;

/** What was decided and why, the figures that matter, and the gates. */
final class VerdictSection {
    private VerdictSection() {}

    static void write(Html page, QuickstartOutcome outcome) {
        header(page, outcome);
        verdict(page, outcome.decision());
        figures(page, outcome);
        gates(page, outcome.decision());
    }

    private static void header(Html page, QuickstartOutcome outcome) {
        BarSeries bars =
                outcome.evaluated().tuned().calibrated().trained().dataset().bars();
        Block test = outcome.evaluated().tuned().calibrated().trained().blocks().test();
        page.begin("header", "")
                .element("p", "kicker", "levibot candidate report")
                .element("h1", "", bars.symbol().name() + " on " + bars.interval() + " bars")
                .element(
                        "p",
                        "soft",
                        outcome.data().source() + ". Judged on the test block, " + Figures.minute(test.from()) + " to "
                                + Figures.minute(test.until()) + " UTC, "
                                + Figures.plural(test.rows().size(), "bar", "bars")
                                + " that model, calibrator and threshold sweep never saw.")
                .end("header");
    }

    private static void verdict(Html page, PromotionDecision decision) {
        boolean promoted = decision.outcome() == PromotionDecision.Outcome.PROMOTED;
        List<GateResult> refusals = decision.refusals();
        page.begin("section", promoted ? "verdict good" : "verdict bad")
                .element("p", "word", decision.outcome().name());
        if (promoted) {
            page.element("p", "", "Every gate that was judged has passed: the candidate is now the champion.");
        } else {
            page.element(
                    "p",
                    "",
                    refusals.size() + " of " + Figures.plural(decision.gates().size(), "gate", "gates")
                            + " refused it. What follows on paper is for inspection only; nothing was promoted.");
            page.begin("ul", "");
            for (GateResult gate : refusals) {
                page.begin("li", "")
                        .element("strong", "", gate.name())
                        .text(" " + words(gate.verdict()) + ": " + gate.detail())
                        .end("li");
            }
            page.end("ul");
        }
        page.end("section");
    }

    private static void figures(Html page, QuickstartOutcome outcome) {
        ProbabilityEvaluation probabilities = outcome.evaluated().probabilities();
        StrategyEvaluation strategy = outcome.evaluated().strategy();
        var auc = probabilities.served(CalibrationMeasure.AUC);
        page.begin("section", "tiles");
        tile(
                page,
                "AUC",
                Figures.decimal(auc.estimate(), 3),
                "95 % interval" + Figures.bounds(auc, 3) + "; 0.5 is chance");
        tile(
                page,
                "Calibration error (ECE)",
                Figures.decimal(probabilities.ece().estimate(), 4),
                "95 % interval" + Figures.bounds(probabilities.ece(), 4) + "; before calibration "
                        + Figures.decimal(
                                probabilities
                                        .raw(CalibrationMeasure.ECE_EQUAL_WIDTH_10)
                                        .estimate(),
                                4));
        tile(
                page,
                "Sharpe ratio, annual",
                Figures.decimal(strategy.sharpe().estimate(), 2),
                "95 % interval" + Figures.bounds(strategy.sharpe(), 2) + "; buy and hold "
                        + Figures.decimal(strategy.buyAndHoldSharpe(), 2));
        tile(
                page,
                "Return after costs",
                Figures.percent(strategy.totalReturn(), 2),
                "buy and hold " + Figures.percent(strategy.buyAndHoldReturn(), 2) + ", without costs");
        tile(
                page,
                "Largest drawdown",
                Figures.percent(strategy.maxDrawdown(), 1),
                "95 % of bootstrap paths stay below " + Figures.percent(strategy.maxDrawdownBound(), 1));
        tile(
                page,
                "Trades",
                Figures.count(strategy.trades()),
                "in " + Figures.plural(strategy.bars(), "bar", "bars") + ", " + Figures.decimal(strategy.turnover(), 1)
                        + " times the starting equity traded");
        page.end("section");
    }

    private static void tile(Html page, String name, String value, String below) {
        page.begin("div", "tile")
                .element("p", "name", name)
                .element("p", "value", value)
                .element("p", "soft", below)
                .end("div");
    }

    private static void gates(Html page, PromotionDecision decision) {
        page.heading("gates", "Gates")
                .note("Each gate demands a number at the point estimate and evidence for it. All are judged on the"
                        + " test block.")
                .begin("div", "card");
        List<List<Html.Cell>> rows = new ArrayList<>();
        for (GateResult gate : decision.gates()) {
            rows.add(List.of(
                    Html.Cell.of(gate.name()),
                    new Html.Cell(words(gate.verdict()), style(gate.verdict())),
                    Html.Cell.of(gate.required()),
                    Html.Cell.number(Figures.decimal(gate.measured(), 4)),
                    Html.Cell.number(Figures.decimal(gate.bound(), 4)),
                    Html.Cell.number(Figures.count(gate.samples())),
                    Html.Cell.number(gate.trials() == 0 ? "none" : Figures.count(gate.trials())),
                    Html.Cell.of(gate.detail())));
        }
        page.table(List.of("gate", "verdict", "required", "measured", "evidence", "n", "trials", "detail"), rows)
                .note("Evidence: upper 95 % bound for ece, deflated Sharpe ratio (a probability) for sharpe,"
                        + " bootstrap bound for max-drawdown, lower 95 % bound for auc. n: labelled rows or bars."
                        + " Trials: what the deflated ratio counts.")
                .end("div");
    }

    private static String words(GateVerdict verdict) {
        return switch (verdict) {
            case PASS -> "passed";
            case FAIL -> "failed";
            case INSUFFICIENT_DATA -> "insufficient data";
            case SWITCHED_OFF -> "switched off";
        };
    }

    private static String style(GateVerdict verdict) {
        return switch (verdict) {
            case PASS -> "good";
            case FAIL, INSUFFICIENT_DATA -> "bad";
            case SWITCHED_OFF -> "soft";
        };
    }
}
