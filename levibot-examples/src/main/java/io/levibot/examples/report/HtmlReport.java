package io.levibot.examples.report;

import io.levibot.engine.bar.BarSeries;
import io.levibot.examples.quickstart.QuickstartOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * The report as one page without any reference to the outside: style and drawings are in it, and it has no script, which its
 * content policy forbids as well. Everything in it follows from the data and the seed.
 */
public final class HtmlReport {
    private static final String STYLE = "report.css";
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

    private HtmlReport() {}

    /**
     * @param outcome what the main job found
     * @return the page
     */
    public static String of(QuickstartOutcome outcome) {
        BarSeries bars =
                outcome.evaluated().tuned().calibrated().trained().dataset().bars();
        String title = bars.symbol().name() + " " + bars.interval() + ": "
                + outcome.decision().outcome();
        ReportCharts charts = new ReportCharts(outcome);
        Html page = new Html();
        page.markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .markup("<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">\n")
                .markup("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .markup("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .element("title", "", title)
                .markup("<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n");
        VerdictSection.write(page, outcome);
        ProbabilitySection.write(page, outcome, charts);
        TradingSection.write(page, outcome, charts);
        WalkForwardSection.write(page, outcome.walkForward());
        BackgroundSection.write(page, outcome, charts);
        return page.markup("</main>\n</body>\n</html>\n").toString();
    }

    private static String style() {
        try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
            return new String(Objects.requireNonNull(in, STYLE).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
