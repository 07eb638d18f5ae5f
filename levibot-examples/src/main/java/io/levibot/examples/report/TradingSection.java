package io.levibot.examples.report;

import io.levibot.api.Thresholds;
import io.levibot.api.spi.TuningResult;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.research.StrategyEvaluation;
import io.levibot.examples.quickstart.QuickstartOutcome;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The thresholds, how they were found, and what trading on them made of the test block. */
final class TradingSection {
    private TradingSection() {}

    static void write(Html page, QuickstartOutcome outcome, ReportCharts charts) {
        page.heading("trading", "Trading");
        page.begin("div", "charts");
        page.figure(
                "Equity on the test block",
                charts.equity(),
                List.of(
                        new Html.Key("strategy, after costs", Ink.SERVED, Html.Mark.LINE),
                        new Html.Key("buy and hold, without costs", Ink.HELD, Html.Mark.LINE)),
                "The paper run: the bundle loaded from the disk, bar by bar through the engine.");
        page.figure(
                "Drawdown on the test block",
                charts.drawdown(),
                List.of(
                        new Html.Key("strategy", Ink.SERVED, Html.Mark.LINE),
                        new Html.Key("buy and hold", Ink.HELD, Html.Mark.LINE)),
                "How far below its highest value so far.");
        sweep(page, outcome);
        page.end("div");
        page.begin("div", "pair");
        figures(page, outcome.evaluated().strategy(), charts);
        thresholds(page, outcome);
        page.end("div");
    }

    private static void sweep(Html page, QuickstartOutcome outcome) {
        TuningResult tuning = outcome.evaluated().tuned().tuning();
        BarSeries bars =
                outcome.evaluated().tuned().calibrated().trained().dataset().bars();
        SweepSurface surface = new SweepSurface(tuning, bars.interval().barsPerYear());
        page.figure(
                "Threshold sweep on the tune block: annualised Sharpe ratio",
                surface.svg(),
                surface.keys(),
                Figures.plural(tuning.trials().size(), "pair", "pairs") + " of thresholds tried after costs, "
                        + Figures.count(surface.viableCount())
                        + " viable. Seen by the sweep, so no evidence: the test block is."
                        + (tuning.costImplied() == null || surface.costImpliedShown()
                                ? ""
                                : " What costs imply lies outside this grid."));
    }

    private static void figures(Html page, StrategyEvaluation strategy, ReportCharts charts) {
        List<List<Html.Cell>> rows = new ArrayList<>();
        rows.add(row(
                "Sharpe ratio, annual",
                Figures.interval(strategy.sharpe(), 2),
                Figures.decimal(strategy.buyAndHoldSharpe(), 2)));
        rows.add(row(
                "return", Figures.percent(strategy.totalReturn(), 2), Figures.percent(strategy.buyAndHoldReturn(), 2)));
        rows.add(row(
                "largest drawdown",
                Figures.percent(strategy.maxDrawdown(), 2) + " (95 % bound "
                        + Figures.percent(strategy.maxDrawdownBound(), 1) + ")",
                Figures.percent(charts.heldDrawdown(), 2)));
        rows.add(row("probability that Sharpe > 0 (PSR)", Figures.decimal(strategy.psr(), 3), "not judged"));
        rows.add(row("the same after all trials (DSR)", Figures.decimal(strategy.dsr(), 3), "not judged"));
        rows.add(row("trades", Figures.count(strategy.trades()), "1"));
        rows.add(row("turnover, times starting equity", Figures.decimal(strategy.turnover(), 1), "1.0"));
        page.begin("div", "card")
                .element("h3", "", "Test block, " + Figures.plural(strategy.bars(), "bar", "bars"))
                .table(List.of("figure", "strategy", "buy and hold"), rows)
                .note("95 % intervals from the stationary bootstrap. Costs (fee, half spread, slippage) are in the"
                        + " strategy's figures.")
                .end("div");
    }

    private static List<Html.Cell> row(String name, String strategy, String held) {
        return List.of(Html.Cell.of(name), Html.Cell.number(strategy), Html.Cell.number(held));
    }

    private static void thresholds(Html page, QuickstartOutcome outcome) {
        TuningResult tuning = outcome.evaluated().tuned().tuning();
        StrategyEvaluation strategy = outcome.evaluated().strategy();
        List<List<String>> facts = new ArrayList<>();
        Thresholds chosen = tuning.chosen();
        facts.add(List.of(
                "chosen by the sweep",
                chosen == null
                        ? "none viable: the policy never enters"
                        : "enter above " + Figures.decimal(chosen.entry(), 4) + ", leave below "
                                + Figures.decimal(chosen.exit(), 4)));
        facts.add(List.of("why", tuning.reason()));
        Thresholds implied = tuning.costImplied();
        facts.add(List.of("implied by costs alone", implied(implied)));
        facts.add(List.of(
                "trials",
                Figures.count(strategy.trials()) + ", worth " + Figures.decimal(strategy.effectiveTrials(), 1)
                        + " independent ones; the deflated Sharpe ratio counts them"));
        facts.add(List.of(
                "probability of backtest overfitting (PBO)",
                Figures.decimal(tuning.overfitting(), 3)
                        + " on the tune block: how often the pair that is best on half of the bars is below the median"
                        + " on the other half; 0.5 is what luck alone gives"));
        page.begin("div", "card").element("h3", "", "Thresholds").facts(facts).end("div");
    }

    private static String implied(@Nullable Thresholds implied) {
        if (implied == null) {
            return Figures.UNDEFINED;
        }
        String entry = implied.entry() < 1.0
                ? "enter above " + Figures.decimal(implied.entry(), 4)
                : "never enter: a round trip costs more than the average win";
        return entry + ", leave below " + Figures.decimal(implied.exit(), 4)
                + " (average one-bar win and loss of the tune block)";
    }
}
