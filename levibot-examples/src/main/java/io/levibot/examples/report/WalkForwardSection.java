package io.levibot.examples.report;

import io.levibot.api.Thresholds;
import io.levibot.engine.research.WalkForward;
import io.levibot.engine.research.WalkForwardFold;
import io.levibot.engine.research.WalkForwardProbabilities;
import io.levibot.engine.research.WalkForwardResult;
import io.levibot.engine.research.WalkForwardTrading;
import io.levibot.examples.quickstart.WalkForwardCheck;
import java.util.ArrayList;
import java.util.List;

/** What repeating the procedure over the history says about the procedure. */
final class WalkForwardSection {
    private static final List<String> HEAD = List.of(
            "window",
            "from (UTC)",
            "n",
            "AUC",
            "ECE",
            "log loss raw",
            "as served",
            "enter / leave",
            "trades",
            "Sharpe, annual",
            "drawdown",
            "return");

    private WalkForwardSection() {}

    static void write(Html page, WalkForwardCheck check) {
        page.heading("walk-forward", "Walk forward: the procedure, not this bundle");
        WalkForwardResult result = check.result();
        if (result == null) {
            page.note("The procedure could not be walked over this history: " + check.problem());
            return;
        }
        WalkForward walk = result.walk();
        boolean anchored = walk.window() == WalkForward.Window.ANCHORED;
        page.note("Every window has a candidate of its own, made by the same steps (train, calibrate, sweep) from "
                + (anchored ? "all rows" : "the " + Figures.count(walk.trainRows()) + " rows")
                + " before it, purged, with an embargo of "
                + Figures.plural(walk.embargoRows(), "row", "rows")
                + ". None of them is the bundle above, and no gate looks at these figures.");
        page.begin("div", "card");
        List<List<Html.Cell>> rows = new ArrayList<>();
        result.folds().forEach(fold -> rows.add(row(fold)));
        rows.add(pooled(result));
        page.table(HEAD, rows)
                .note("95 % intervals in brackets. n: rows with a known label. Windows of "
                        + Figures.count(walk.testRows())
                        + " bars, one after another, the last until "
                        + Figures.minute(
                                result.folds().get(result.folds().size() - 1).testUntil())
                        + " UTC. Returns are chained; a window begins without a position.")
                .end("div");
        page.begin("div", "charts")
                .figure(
                        "AUC of every window",
                        ReportCharts.folds(result),
                        List.of(
                                new Html.Key("estimate and 95 % interval", Ink.SERVED, Html.Mark.LINE),
                                new Html.Key("chance", Ink.SOFT, Html.Mark.DASHES)),
                        "A procedure that works shows it in most windows, not in one.")
                .end("div");
    }

    private static List<Html.Cell> row(WalkForwardFold fold) {
        Thresholds thresholds = fold.thresholds();
        return cells(
                String.valueOf(fold.number()),
                Figures.minute(fold.testFrom()),
                thresholds == null
                        ? "none viable"
                        : Figures.decimal(thresholds.entry(), 3) + " / " + Figures.decimal(thresholds.exit(), 3),
                fold.probabilities(),
                fold.trading());
    }

    private static List<Html.Cell> pooled(WalkForwardResult result) {
        List<WalkForwardFold> folds = result.folds();
        return cells(
                        "all together",
                        Figures.minute(folds.get(0).testFrom()),
                        "per window",
                        result.probabilities(),
                        result.trading())
                .stream()
                .map(cell -> new Html.Cell(cell.text(), (cell.style() + " strong").strip()))
                .toList();
    }

    private static List<Html.Cell> cells(
            String name,
            String from,
            String thresholds,
            WalkForwardProbabilities probabilities,
            WalkForwardTrading trading) {
        return List.of(
                Html.Cell.of(name),
                Html.Cell.of(from),
                Html.Cell.number(Figures.count(probabilities.n())),
                Html.Cell.number(Figures.interval(probabilities.auc(), 3)),
                Html.Cell.number(Figures.interval(probabilities.ece(), 3)),
                Html.Cell.number(Figures.decimal(probabilities.logLossRaw(), 4)),
                Html.Cell.number(Figures.decimal(probabilities.logLoss(), 4)),
                Html.Cell.number(thresholds),
                Html.Cell.number(Figures.count(trading.trades())),
                Html.Cell.number(trading.trades() == 0 ? "no trade" : Figures.interval(trading.sharpe(), 2)),
                Html.Cell.number(Figures.percent(trading.maxDrawdown(), 1)),
                Html.Cell.number(Figures.percent(trading.totalReturn(), 1)));
    }
}
