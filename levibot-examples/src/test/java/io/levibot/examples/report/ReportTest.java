package io.levibot.examples.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.levibot.examples.Main;
import io.levibot.examples.command.CommandRunner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What the main job leaves to be read, on the built-in trades: by programs, on a terminal, and in a browser. */
final class ReportTest {
    private static final int SMALL = 500_000;
    private static final List<String> CHARTS = List.of(
            "reliability-raw", "reliability-served", "histogram", "equity", "drawdown", "sweep", "folds", "importance");

    @TempDir
    private static Path directory;

    private static String html = "";
    private static String summary = "";
    private static JsonNode json = new ObjectMapper().createObjectNode();

    @BeforeAll
    static void runTheMainJob() throws IOException {
        StringWriter out = new StringWriter();
        CommandLine line = CommandRunner.commandLine(new Main());
        line.setOut(new PrintWriter(out, true));
        int code = line.execute("quickstart", "--out", directory.resolve("made").toString());
        assertThat(code).isZero();
        html = Files.readString(directory.resolve("made/report.html"));
        json = new ObjectMapper().readTree(directory.resolve("made/report.json").toFile());
        summary = out.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.source:s",
                "data.symbol:s",
                "data.interval:s",
                "data.bars:i",
                "data.from:t",
                "data.to:t",
                "data.gaps:o",
                "split.train:o",
                "split.calibrate:o",
                "split.tune:o",
                "split.test:o",
                "split.purge:i",
                "split.embargo:i",
                "split.train.firstBar:i",
                "split.train.untilBar:i",
                "split.train.from:t",
                "split.train.until:t",
                "split.test.firstBar:i",
                "split.test.untilBar:i",
                "split.test.from:t",
                "split.test.until:t",
                "model.id:s",
                "model.auc:n",
                "model.logLoss:n",
                "model.trees:i",
                "calibration.method:s",
                "calibration.eceRaw:n",
                "calibration.eceCalibrated:n",
                "calibration.eceCalibratedInterval:p",
                "calibration.debiased:n",
                "calibration.brier:n",
                "calibration.logLossRaw:n",
                "calibration.logLossCalibrated:n",
                "calibration.n:i",
                "policy.entry:n",
                "policy.exit:n",
                "policy.viable:b",
                "policy.trials:i",
                "policy.overfittingProbability:n",
                "test.sharpe:n",
                "test.sharpeInterval:p",
                "test.psr:n",
                "test.dsr:n",
                "test.maxDrawdown:n",
                "test.trades:i",
                "test.turnover:n",
                "test.buyAndHoldSharpe:n",
                "gates:a",
                "promotion.decision:s",
                "promotion.reason:s",
                "paper.bars:i",
                "paper.decisions:i",
                "paper.orders:i",
                "paper.fills:i",
                "paper.finalEquity:n",
                "paper.journal:s",
                "parity.servedEqualsEvaluated:b",
                "parity.maxAbsDiff:n",
                "parity.native.scoresEqual:b",
                "walkForward.judges:s",
                "walkForward.folds:a",
                "walkForward.pooled.auc:n",
                "walkForward.pooled.aucInterval:p",
                "walkForward.pooled.n:i",
                "walkForward.pooled.sharpeInterval:p"
            })
    void theJsonKeepsItsContract(String field) {
        String[] nameAndType = field.split(":", -1);
        JsonNode node = json;
        for (String step : nameAndType[0].split("\\.", -1)) {
            node = node.path(step);
        }
        switch (nameAndType[1]) {
            case "s" -> assertThat(node.asText()).isNotBlank();
            case "i" ->
                assertThat(node.isIntegralNumber() && node.longValue() >= 0).isTrue();
            case "n" ->
                assertThat(node.isNumber() && Double.isFinite(node.doubleValue()))
                        .isTrue();
            case "b" -> assertThat(node.isBoolean()).isTrue();
            case "t" -> assertThat(Instant.parse(node.asText())).isAfter(Instant.EPOCH);
            case "o" -> assertThat(node.isObject()).isTrue();
            case "a" -> assertThat(node.isArray() && !node.isEmpty()).isTrue();
            case "p" -> {
                assertThat(node).hasSize(2);
                assertThat(node.get(0).doubleValue())
                        .isLessThanOrEqualTo(node.get(1).doubleValue());
            }
            default -> throw new IllegalArgumentException(field);
        }
    }

    @Test
    void everyGateSaysWhatItFound() {
        assertThat(json.path("gates")).hasSize(4);
        boolean allPassed = true;
        for (JsonNode gate : json.path("gates")) {
            assertThat(gate.path("name").asText()).isNotBlank();
            assertThat(gate.path("required").asText()).isNotBlank();
            assertThat(gate.path("measured").isNumber()).isTrue();
            assertThat(gate.path("bound").isNumber()).isTrue();
            assertThat(gate.path("n").asInt()).isPositive();
            assertThat(gate.path("passed").asBoolean())
                    .isEqualTo(gate.path("verdict").asText().equals("PASS"));
            allPassed &= gate.path("passed").asBoolean();
        }
        assertThat(json.path("promotion").path("decision").asText()).isEqualTo(allPassed ? "PROMOTED" : "REFUSED");
    }

    /** Blocks follow one another with the embargo between them, and what is reported has the size of the last. */
    @Test
    void theFiguresAreOfRowsThatComeLast() {
        JsonNode split = json.path("split");
        int embargo = split.path("embargo").asInt();
        int until = 0;
        for (String block : List.of("train", "calibrate", "tune", "test")) {
            int from = split.path(block).path("firstBar").asInt();
            assertThat(from).as(block).isGreaterThanOrEqualTo(until + (until == 0 ? 0 : embargo));
            until = split.path(block).path("untilBar").asInt();
        }
        assertThat(until).isEqualTo(json.path("data").path("bars").asInt());
        int bars = until - split.path("test").path("firstBar").asInt();
        assertThat(json.path("test").path("bars").asInt()).isEqualTo(bars);
        assertThat(json.path("paper").path("decisions").asInt()).isEqualTo(bars);
        assertThat(json.path("calibration").path("n").asInt()).isBetween(bars / 2, bars);
    }

    @Test
    void everyFoldIsTestedAfterItsTrainingAndPooledOnce() {
        JsonNode walk = json.path("walkForward");
        assertThat(walk.path("folds")).hasSize(5);
        Instant before = Instant.EPOCH;
        int n = 0;
        for (JsonNode fold : walk.path("folds")) {
            Instant from = Instant.parse(fold.path("testFrom").asText());
            assertThat(Instant.parse(fold.path("trainFrom").asText())).isBefore(from);
            assertThat(from).isAfterOrEqualTo(before);
            before = Instant.parse(fold.path("testUntil").asText());
            n += fold.path("n").asInt();
        }
        assertThat(walk.path("pooled").path("n").asInt()).isEqualTo(n);
        assertThat(before).isEqualTo(Instant.parse(json.path("data").path("to").asText()));
    }

    @Test
    void whatDiffersByNatureIsInAFileOfItsOwn() throws IOException {
        JsonNode run =
                new ObjectMapper().readTree(directory.resolve("made/run.json").toFile());
        assertThat(run.path("java").asText()).isNotBlank();
        assertThat(run.path("os").asText()).isNotBlank();
        assertThat(run.path("seconds").isNumber()).isTrue();
        assertThat(json.toString()).doesNotContain(System.getProperty("java.vm.name"));
    }

    @Test
    void thePageIsSmallAndNeedsNothingElse() {
        assertThat(html.length()).isLessThan(SMALL);
        String outside = html.replace("http://www.w3.org/2000/svg", "").replace("http://www.w3.org/1999/xlink", "");
        assertThat(outside)
                .doesNotContain("http:", "https:", "src=", "@import", "url(\"", "<script", "<link", "javascript:");
        assertThat(html).contains("default-src 'none'");
    }

    @Test
    void thePageBeginsWithTheVerdictAndLeavesNothingUndefined() {
        assertThat(html.indexOf(json.path("promotion").path("decision").asText()))
                .isLessThan(html.indexOf("<h2"));
        assertThat(visibleText(html)).doesNotContainPattern("\\b(NaN|null|Infinity|undefined)\\b");
        assertThat(html).contains("Gates", "Walk forward: the procedure, not this bundle", "bit for bit", "(PBO)");
        for (String chart : CHARTS) {
            assertThat(html).contains("id=\"" + chart + "-0\"");
        }
    }

    /** The drawings take their colours from the page: no placeholder is left, and no colour that only light or dark would suit. */
    @Test
    void chartsHaveTextAndThePagesColours() {
        Matcher charts = Pattern.compile("<svg .*?</svg>", Pattern.DOTALL).matcher(html);
        int count = 0;
        while (charts.find()) {
            count++;
            assertThat(charts.group()).contains("<text").contains("var(--").doesNotContain("<style");
            assertThat(charts.group()).doesNotContain("fill=\"#", "stroke=\"#", "rgb(");
        }
        assertThat(count).isEqualTo(CHARTS.size());
    }

    @Test
    void theSummaryFitsATerminal() {
        assertThat(summary.lines().filter(line -> !line.contains(directory.toString())))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(80));
    }

    /**
     * A page around the report measures it from outside, on a phone's width and on a desk's: the report itself has no script. Skipped,
     * and said so, where there is no browser.
     */
    @ParameterizedTest
    @ValueSource(ints = {390, 1280})
    void aBrowserShowsAllOfIt(int width) throws IOException, InterruptedException {
        Optional<Chromium> browser = Chromium.onThisMachine();
        assumeThat(browser)
                .as("Chromium is not installed: the page is not looked at")
                .isPresent();
        Path scratch = Files.createDirectories(directory.resolve("browser-" + width));
        Path page = scratch.resolve("around.html");
        Files.writeString(page, around(html, width));

        Chromium.Opened opened = browser.orElseThrow().open(page, scratch);

        assertThat(opened.messages()).doesNotContain("CONSOLE");
        JsonNode found = measured(opened.document());
        assertThat(found.path("width").asInt()).as("scrolls sideways").isLessThanOrEqualTo(width);
        assertThat(found.path("charts")).hasSize(CHARTS.size());
        for (JsonNode chart : found.path("charts")) {
            assertThat(chart.path("width").asDouble()).isGreaterThan(250);
            assertThat(chart.path("height").asDouble()).isGreaterThan(100);
            assertThat(chart.path("texts").asInt()).isGreaterThan(4);
            assertThat(chart.path("clipped").asText())
                    .as("texts beyond the drawing")
                    .isEmpty();
            assertThat(chart.path("over").asText())
                    .as("texts that another overlaps in " + chart.path("label").asText())
                    .isEmpty();
            assertThat(chart.path("smallest").asDouble())
                    .as("height of the smallest text, px")
                    .isGreaterThan(9);
        }
    }

    private static String around(String report, int width) {
        return """
            <!doctype html><html><body style="margin:0"><iframe id="page" style="border:0" width="%d" height="900" srcdoc="%s"></iframe>
            <script>
            page.onload = () => {
              const inner = page.contentDocument;
              const charts = [...inner.querySelectorAll('svg')].map(svg => {
                const box = svg.getBoundingClientRect();
                const texts = [...svg.querySelectorAll('text')];
                const out = texts.filter(t => {
                  const b = t.getBoundingClientRect();
                  return b.left < box.left - 2 || b.right > box.right + 2 || b.top < box.top - 2 || b.bottom > box.bottom + 2;
                });
                const heights = texts.map(t => Math.min(t.getBoundingClientRect().width, t.getBoundingClientRect().height));
                const boxes = texts.map(t => t.getBoundingClientRect());
                const over = texts.filter((t, i) => boxes.some((o, j) => j > i && o.left < boxes[i].right - 1
                  && boxes[i].left < o.right - 1 && o.top < boxes[i].bottom - 1 && boxes[i].top < o.bottom - 1));
                return {width: box.width, height: box.height, texts: texts.length, over: over.map(t => t.textContent).join(),
                  label: svg.getAttribute('aria-label'),
                  clipped: out.map(t => t.textContent).join(), smallest: Math.max(...heights)};
              });
              document.body.dataset.found = JSON.stringify({width: inner.documentElement.scrollWidth, charts});
            };
            </script></body></html>
            """.formatted(width, report.replace("&", "&amp;").replace("\"", "&quot;"));
    }

    private static JsonNode measured(String document) throws IOException {
        Matcher found = Pattern.compile("data-found=\"([^\"]*)\"").matcher(document);
        assertThat(found.find()).as("the page has been measured").isTrue();
        return new ObjectMapper()
                .readTree(found.group(1).replace("&quot;", "\"").replace("&amp;", "&"));
    }

    private static String visibleText(String page) {
        return page.replaceAll("(?s)<style.*?</style>", "").replaceAll("<[^>]*>", " ");
    }
}
