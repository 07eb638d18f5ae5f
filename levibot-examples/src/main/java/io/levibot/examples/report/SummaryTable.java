package io.levibot.examples.report;

import io.levibot.api.Thresholds;
import io.levibot.calibration.stats.CalibrationMeasure;
import io.levibot.calibration.stats.ConfidenceInterval;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.registry.Bundle;
import io.levibot.engine.registry.GateResult;
import io.levibot.engine.registry.PromotionDecision;
import io.levibot.engine.research.Evaluated;
import io.levibot.engine.research.ProbabilityEvaluation;
import io.levibot.engine.research.StrategyEvaluation;
import io.levibot.engine.research.WalkForwardResult;
import io.levibot.examples.quickstart.Parity;
import io.levibot.examples.quickstart.QuickstartOutcome;
import io.levibot.examples.quickstart.WalkForwardCheck;
import java.io.PrintWriter;
import java.util.Locale;

/** The main job's outcome on a terminal: one screen, every figure out of sample. */
public final class SummaryTable {
    private static final int WIDTH = 80;
    private static final int LABEL_WIDTH = 22;

    private final PrintWriter out;

    private SummaryTable(PrintWriter out) {
        this.out = out;
    }

    /**
     * @param outcome what the main job found
     * @param out where to print
     */
    public static void print(QuickstartOutcome outcome, PrintWriter out) {
        new SummaryTable(out).print(outcome);
    }

    /**
     * @param bundle the stored candidate
     * @param evaluated its figures
     * @param decision what the gates say of it
     * @param out where to print
     */
    public static void printEvaluation(
            Bundle bundle, Evaluated evaluated, PromotionDecision decision, PrintWriter out) {
        SummaryTable table = new SummaryTable(out);
        table.row("bundle", bundle.id().value());
        table.evaluation(evaluated);
        table.gates(decision);
        table.row("gates", decision.outcome() == PromotionDecision.Outcome.PROMOTED ? "all passed" : "REFUSED");
    }

    private void print(QuickstartOutcome outcome) {
        BarSeries bars = outcome.data().bars();
        boolean promoted = outcome.decision().outcome() == PromotionDecision.Outcome.PROMOTED;
        row("data", outcome.data().source());
        row(
                "bars",
                bars.size() + " of " + bars.symbol() + " " + bars.interval() + ", " + bars.openTime(0) + " to "
                        + bars.closeTime(bars.size() - 1) + ", " + bars.gaps().gaps() + " gaps");
        row("bundle", outcome.bundle().id().value());
        evaluation(outcome.evaluated());
        walkForward(outcome.walkForward());
        gates(outcome.decision());
        row("decision", outcome.decision().outcome() + (promoted ? "" : " (the paper run is NOT PROMOTED)"));
        row(
                "paper",
                outcome.paper().decisions().size() + " decisions, "
                        + outcome.paper().fills().size()
                        + " fills, final equity "
                        + number(outcome.paper().equity().last(), 2) + " from "
                        + number(outcome.paper().startEquity(), 2));
        row("journal", outcome.journal().status() + ", " + outcome.journal().events() + " events");
        row("served = evaluated", parity(outcome.parity(), "probabilities"));
        row("Java = native", parity(outcome.nativeParity(), "raw scores"));
    }

    private void walkForward(WalkForwardCheck check) {
        WalkForwardResult result = check.result();
        row(
                "walk forward",
                result == null
                        ? "not possible: " + check.problem()
                        : "the procedure over " + result.folds().size() + " windows: AUC "
                                + interval(result.probabilities().auc(), 3) + ", ECE "
                                + interval(result.probabilities().ece(), 3) + ", Sharpe "
                                + interval(result.trading().sharpe(), 2) + ", "
                                + result.trading().trades() + " trades");
    }

    private void gates(PromotionDecision decision) {
        out.println();
        out.println("gates (each on the untouched test block)");
        for (GateResult gate : decision.gates()) {
            wrapped(String.format(Locale.ROOT, "  %-13s %-17s", gate.name(), gate.verdict()), "    ", gate.detail());
        }
        out.println();
    }

    private void evaluation(Evaluated evaluated) {
        probabilities(evaluated);
        strategy(evaluated);
    }

    private void probabilities(Evaluated evaluated) {
        ProbabilityEvaluation evaluation = evaluated.probabilities();
        var calibrator = evaluated.tuned().calibrated().calibrator();
        row(
                "calibration",
                calibrator.info().method()
                        + (calibrator.info().details().containsKey("selected")
                                ? " chose " + calibrator.info().details().get("selected")
                                : ""));
        row(
                "ECE raw",
                number(evaluation.raw(CalibrationMeasure.ECE_EQUAL_WIDTH_10).estimate(), 4));
        row(
                "ECE served",
                interval(evaluation.ece(), 4) + ", n " + evaluation.n() + ", a perfect model of that n shows "
                        + number(
                                evaluation
                                        .report()
                                        .after()
                                        .ifPerfect(CalibrationMeasure.ECE_EQUAL_WIDTH_10)
                                        .mean(),
                                4));
        row(
                "log loss",
                number(evaluation.served(CalibrationMeasure.LOG_LOSS).estimate(), 4) + " (raw "
                        + number(evaluation.raw(CalibrationMeasure.LOG_LOSS).estimate(), 4) + ")");
        row("AUC", interval(evaluation.served(CalibrationMeasure.AUC), 3));
    }

    private void strategy(Evaluated evaluated) {
        StrategyEvaluation strategy = evaluated.strategy();
        Thresholds chosen = evaluated.tuned().tuning().chosen();
        row(
                "thresholds",
                chosen == null
                        ? "none viable: " + evaluated.tuned().tuning().reason()
                        : "entry " + number(chosen.entry(), 4) + ", exit " + number(chosen.exit(), 4) + " of "
                                + strategy.trials() + " trials");
        row(
                "Sharpe (annual)",
                interval(strategy.sharpe(), 2) + ", buy and hold " + number(strategy.buyAndHoldSharpe(), 2));
        row(
                "deflated Sharpe",
                number(strategy.dsr(), 3) + " (" + number(strategy.effectiveTrials(), 1)
                        + " effective trials), PBO of the sweep "
                        + number(evaluated.tuned().tuning().overfitting(), 2));
        row(
                "max drawdown",
                number(100.0 * strategy.maxDrawdown(), 1) + " % (95 % bound "
                        + number(100.0 * strategy.maxDrawdownBound(), 1) + " %)");
        row("trades", strategy.trades() + ", turnover " + number(strategy.turnover(), 1) + " x starting equity");
    }

    private static String parity(Parity parity, String what) {
        return (parity.equal() ? "yes, bit for bit, " : "NO, " + parity.different() + " differ of ") + parity.rows()
                + " " + what + ", largest difference " + parity.maxAbsDiff();
    }

    private void row(String label, String value) {
        wrapped(String.format(Locale.ROOT, "%-" + LABEL_WIDTH + "s", label), " ".repeat(LABEL_WIDTH), value);
    }

    /** Prints words after a beginning, on as many lines as they need, each later one indented. */
    private void wrapped(String beginning, String indent, String text) {
        StringBuilder line = new StringBuilder(beginning);
        boolean empty = true;
        for (String word : text.split(" ", -1)) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                out.println(line);
                line.setLength(0);
                line.append(indent);
            }
            line.append(' ').append(word);
            empty = false;
        }
        out.println(line);
    }

    private static String interval(ConfidenceInterval interval, int digits) {
        return number(interval.estimate(), digits) + " [" + number(interval.lower(), digits) + ", "
                + number(interval.upper(), digits) + "]";
    }

    private static String number(double value, int digits) {
        return Double.isNaN(value) ? "not defined" : String.format(Locale.ROOT, "%." + digits + "f", value);
    }
}
