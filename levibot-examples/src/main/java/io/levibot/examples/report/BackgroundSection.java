package io.levibot.examples.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.bar.GapSummary;
import io.levibot.engine.research.Block;
import io.levibot.engine.research.Blocks;
import io.levibot.engine.research.Trained;
import io.levibot.examples.quickstart.Parity;
import io.levibot.examples.quickstart.QuickstartOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What the figures stand on: model, data, blocks, and whether what was served is what was judged. */
final class BackgroundSection {
    private BackgroundSection() {}

    static void write(Html page, QuickstartOutcome outcome, ReportCharts charts) {
        Trained trained = outcome.evaluated().tuned().calibrated().trained();
        page.heading("background", "Model, data and proof");
        if (charts.hasImportance()) {
            page.begin("div", "charts")
                    .figure(
                            "What the model uses",
                            charts.importance(),
                            List.of(),
                            "The " + ReportCharts.SHOWN_FEATURES + " strongest of "
                                    + trained.dataset().features().schema().size()
                                    + " features, by the gain of the splits on them.")
                    .end("div");
        }
        page.begin("div", "pair");
        model(page, outcome, trained);
        proof(page, outcome);
        data(page, outcome, trained.dataset().bars());
        page.end("div");
        blocks(page, trained.blocks());
    }

    private static void model(Html page, QuickstartOutcome outcome, Trained trained) {
        page.begin("div", "card")
                .element("h3", "", "Model")
                .facts(List.of(
                        List.of("bundle", outcome.bundle().id().value()),
                        List.of("predictor", trained.plan().predictor().name()),
                        List.of("trees", Figures.count(trained.model().rounds())),
                        List.of(
                                "label",
                                label(outcome.bundle().content().label().definition())),
                        List.of("seed", String.valueOf(trained.plan().seed()))))
                .end("div");
    }

    /** For example {@code type horizon-direction, horizonBars 4}. */
    private static String label(JsonNode definition) {
        return definition.properties().stream()
                .map(field -> field.getKey() + " " + field.getValue().asText())
                .collect(Collectors.joining(", "));
    }

    private static void proof(Html page, QuickstartOutcome outcome) {
        page.begin("div", "card")
                .element("h3", "", "Served is what was judged")
                .facts(List.of(
                        List.of("served = evaluated", parity(outcome.parity(), "probabilities")),
                        List.of("pure Java = native", parity(outcome.nativeParity(), "raw scores")),
                        List.of(
                                "paper run",
                                Figures.plural(outcome.paper().decisions().size(), "decision", "decisions") + ", "
                                        + Figures.plural(outcome.paper().ordersSubmitted(), "order", "orders") + ", "
                                        + Figures.plural(outcome.paper().fills().size(), "fill", "fills")),
                        List.of(
                                "final equity",
                                Figures.decimal(outcome.paper().equity().last(), 2) + " from "
                                        + Figures.decimal(outcome.paper().startEquity(), 2)),
                        List.of(
                                "journal",
                                outcome.journal().status() + ", "
                                        + Figures.plural(outcome.journal().events(), "event", "events")),
                        List.of("journal head", outcome.journal().head())))
                .end("div");
    }

    private static String parity(Parity parity, String what) {
        return parity.equal()
                ? "yes, bit for bit, all " + Figures.count(parity.rows()) + " " + what
                : "NO: " + Figures.count(parity.different()) + " of " + Figures.count(parity.rows()) + " " + what
                        + " differ";
    }

    private static void data(Html page, QuickstartOutcome outcome, BarSeries bars) {
        GapSummary gaps = bars.gaps();
        List<List<String>> facts = new ArrayList<>();
        facts.add(List.of("source", outcome.data().source()));
        facts.add(List.of("bars", Figures.count(bars.size()) + " of " + bars.interval()));
        facts.add(List.of("from", Figures.minute(bars.openTime(0)) + " UTC"));
        facts.add(List.of("until", Figures.minute(bars.closeTime(bars.size() - 1)) + " UTC"));
        facts.add(List.of(
                "gaps",
                gaps.gaps() == 0
                        ? "none"
                        : Figures.plural(gaps.gaps(), "gap", "gaps") + ", "
                                + Figures.plural(gaps.missingBars(), "bar missing", "bars missing")));
        gaps.longest().stream()
                .sorted(Comparator.comparingLong(GapSummary.Gap::missingBars).reversed())
                .limit(3)
                .forEach(gap -> facts.add(List.of(
                        "a long gap",
                        Figures.plural(gap.missingBars(), "bar", "bars") + " after " + Figures.minute(gap.after())
                                + " UTC")));
        page.begin("div", "card").element("h3", "", "Data").facts(facts).end("div");
    }

    private static void blocks(Html page, Blocks blocks) {
        List<List<Html.Cell>> rows = new ArrayList<>();
        rows.add(row("train", "features and model", blocks.train()));
        rows.add(row("calibrate", "the map from score to probability", blocks.calibrate()));
        rows.add(row("tune", "thresholds", blocks.tune()));
        rows.add(row("test", "every figure above, walk forward excepted", blocks.test()));
        page.begin("div", "card")
                .element("h3", "", "Blocks")
                .table(List.of("block", "fits", "bars", "count", "from (UTC)", "until", "purged"), rows)
                .note("Bars are numbered from 0. Purged: rows at a block's end whose labels reach into the next."
                        + " Embargo: "
                        + Figures.plural(blocks.embargoRows(), "bar", "bars") + " left out after each cut.")
                .end("div");
    }

    private static List<Html.Cell> row(String name, String use, Block block) {
        return List.of(
                Html.Cell.of(name),
                Html.Cell.of(use),
                Html.Cell.number(Figures.count(block.rows().from()) + " to "
                        + Figures.count(block.rows().to() - 1L)),
                Html.Cell.number(Figures.count(block.rows().size())),
                Html.Cell.of(Figures.minute(block.from())),
                Html.Cell.of(Figures.minute(block.until())),
                Html.Cell.number(Figures.count(block.purgedRows())));
    }
}
