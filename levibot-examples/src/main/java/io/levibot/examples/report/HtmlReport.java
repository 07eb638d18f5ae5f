package io.levibot.examples.report;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.engine.registry.PromotionDecision;
import io.levibot.examples.quickstart.QuickstartOutcome;
import java.util.Locale;
import java.util.Map;

/** The report as one page without any reference to the outside: style and drawings are in it. */
public final class HtmlReport {
    private static final String STYLE = """
            :root{color-scheme:light dark;--ink:#1c1c1e;--soft:#5c5c62;--page:#f6f6f4;--card:#fff;--line:#d9d9d6;--good:#1e7a3c;--bad:#b02a2a}
            @media(prefers-color-scheme:dark){:root{--ink:#ececee;--soft:#a5a5ad;--page:#17181b;--card:#212328;--line:#3a3c43;--good:#5fc98a;--bad:#ef8080}}
            body{margin:0 auto;max-width:1360px;padding:1.2rem;font:15px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--page)}
            h1{font-size:1.5rem;margin:0 0 .2rem}h2{font-size:1.1rem;margin:1.8rem 0 .6rem}p{margin:.3rem 0;max-width:75ch}
            .soft{color:var(--soft)}.good{color:var(--good);font-weight:600}.bad{color:var(--bad);font-weight:600}
            .grid{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,420px),1fr));gap:1rem}
            .card{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.8rem;overflow-x:auto}
            .chart{background:#fff;padding:.4rem}.chart svg{display:block;width:100%;height:auto}
            table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
            th,td{text-align:left;overflow-wrap:anywhere;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}th{font-weight:600;color:var(--soft)}
            @media print{body{background:#fff;color:#000}.card{break-inside:avoid;border-color:#999}}
            """;

    private final StringBuilder page = new StringBuilder(1 << 20);
    private final JsonNode report;

    private HtmlReport(JsonNode report) {
        this.report = report;
    }

    /**
     * @param outcome what the main job found
     * @param report the same as JSON
     * @return the page
     */
    public static String of(QuickstartOutcome outcome, JsonNode report) {
        return new HtmlReport(report).build(outcome);
    }

    private String build(QuickstartOutcome outcome) {
        ReportCharts charts = new ReportCharts(outcome);
        boolean promoted = outcome.decision().outcome() == PromotionDecision.Outcome.PROMOTED;
        page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .append("<title>levibot: ")
                .append(text("model", "id"))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body>");
        page.append("<h1>")
                .append(text("model", "id"))
                .append(" <span class=\"")
                .append(promoted ? "good" : "bad")
                .append("\">")
                .append(promoted ? "PROMOTED" : "REFUSED")
                .append("</span></h1>");
        page.append("<p class=\"soft\">")
                .append(text("data", "source"))
                .append(", ")
                .append(text("data", "bars"))
                .append(" bars of ")
                .append(text("data", "interval"))
                .append(", ")
                .append(text("data", "from"))
                .append(" to ")
                .append(text("data", "to"))
                .append(". Every figure is from the test block, which model, calibrator and sweep never saw.</p>");
        gates();
        figures();
        charts(charts);
        split();
        page.append("</body></html>\n");
        return page.toString();
    }

    private void gates() {
        page.append("<h2>Gates</h2><div class=\"card\"><table><tr><th>gate</th><th>verdict</th><th>required</th>"
                + "<th>measured</th><th>bound</th><th>n</th><th>trials</th><th>detail</th></tr>");
        for (JsonNode gate : report.path("gates")) {
            boolean passed = gate.path("passed").asBoolean();
            page.append("<tr><td>")
                    .append(escaped(gate.path("name").asText()))
                    .append("</td><td class=\"")
                    .append(passed ? "good" : "bad")
                    .append("\">")
                    .append(escaped(gate.path("verdict").asText()))
                    .append("</td><td>")
                    .append(escaped(gate.path("required").asText()))
                    .append("</td><td>")
                    .append(shown(gate.path("measured")))
                    .append("</td><td>")
                    .append(shown(gate.path("bound")))
                    .append("</td><td>")
                    .append(shown(gate.path("n")))
                    .append("</td><td>")
                    .append(shown(gate.path("trials")))
                    .append("</td><td>")
                    .append(escaped(gate.path("detail").asText()))
                    .append("</td></tr>");
        }
        page.append("</table></div>");
    }

    private void figures() {
        page.append("<h2>Figures</h2><div class=\"grid\">");
        for (String section : new String[] {"calibration", "policy", "test", "paper", "parity"}) {
            page.append("<div class=\"card\"><table><tr><th colspan=\"2\">")
                    .append(section)
                    .append("</th></tr>");
            for (Map.Entry<String, JsonNode> entry : report.path(section).properties()) {
                if (!entry.getValue().isObject()) {
                    page.append("<tr><td>")
                            .append(escaped(entry.getKey()))
                            .append("</td><td>")
                            .append(shown(entry.getValue()))
                            .append("</td></tr>");
                }
            }
            page.append("</table></div>");
        }
        page.append("</div>");
    }

    private void charts(ReportCharts charts) {
        page.append("<h2>Charts</h2><div class=\"grid\">");
        for (String svg : new String[] {
            charts.reliability(),
            charts.histogram(),
            charts.equity(),
            charts.drawdown(),
            charts.sweep(),
            charts.importance()
        }) {
            page.append("<div class=\"card chart\">").append(svg).append("</div>");
        }
        page.append("</div>");
    }

    private void split() {
        page.append(
                "<h2>Blocks</h2><div class=\"card\"><table><tr><th>block</th><th>bars</th><th>from</th><th>until</th>"
                        + "<th>purged</th></tr>");
        for (String block : new String[] {"train", "calibrate", "tune", "test"}) {
            JsonNode node = report.path("split").path(block);
            page.append("<tr><td>")
                    .append(block)
                    .append("</td><td>")
                    .append(shown(node.path("firstBar")))
                    .append(" to ")
                    .append(shown(node.path("untilBar")))
                    .append("</td><td>")
                    .append(shown(node.path("from")))
                    .append("</td><td>")
                    .append(shown(node.path("until")))
                    .append("</td><td>")
                    .append(shown(node.path("purged")))
                    .append("</td></tr>");
        }
        page.append("</table><p class=\"soft\">embargo ")
                .append(shown(report.path("split").path("embargo")))
                .append(" bars after each cut; gaps in the data: ")
                .append(shown(report.path("data").path("gaps").path("count")))
                .append(", missing bars: ")
                .append(shown(report.path("data").path("gaps").path("missingBars")))
                .append("</p></div>");
    }

    private String text(String section, String field) {
        return shown(report.path(section).path(field));
    }

    private static String shown(JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return "not defined";
        }
        if (node.isArray()) {
            StringBuilder list = new StringBuilder();
            node.forEach(element -> list.append(list.isEmpty() ? "" : " to ").append(shown(element)));
            return list.toString();
        }
        if (node.isFloatingPointNumber()) {
            return String.format(
                    Locale.ROOT, Math.abs(node.doubleValue()) >= 100 ? "%.1f" : "%.4f", node.doubleValue());
        }
        return escaped(node.asText());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
