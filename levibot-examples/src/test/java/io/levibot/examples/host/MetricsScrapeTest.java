package io.levibot.examples.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levibot.engine.registry.ServingModel;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine's table of meters promises is what a Prometheus server gets. */
final class MetricsScrapeTest {
    private static final Path TABLE =
            Path.of("../levibot-engine/src/main/java/io/levibot/engine/metrics/EngineMetrics.java");
    private static final Pattern ROW =
            Pattern.compile("<tr><td>(\\w+)</td><td>(\\w+)</td><td>([\\w, ]*)</td><td>([^<]+)</td></tr>");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    /** The text format, taken apart. */
    private static final class Scrape {
        final Map<String, String> types = new HashMap<>();
        final Map<String, Set<String>> labels = new HashMap<>();
        final Map<String, Double> values = new HashMap<>();

        Scrape(String text) {
            text.lines().forEach(this::line);
        }

        private void line(String line) {
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (!line.startsWith("#") && sample.matches()) {
                String name = sample.group(1).replaceFirst("_(bucket|count|sum|max)$", "");
                Set<String> keys = new TreeSet<>();
                Matcher label = LABEL.matcher(sample.group(2) == null ? "" : sample.group(2));
                while (label.find()) {
                    keys.add(label.group(1));
                }
                keys.remove("le");
                labels.put(name, keys);
                values.put(line.substring(0, line.lastIndexOf(' ')), Double.valueOf(sample.group(3)));
            }
        }
    }

    @Test
    void theBucketsOfConfidenceCountWhatLiesInThem(@TempDir Path state) throws Exception {
        int bars = HostFixture.BARS.size();
        try (HostFixture host = new HostFixture(state)
                .model(TinyModel.answering(0.67, "bundle-1", java.util.List.of(HostFixture.BTC)))
                .start()) {
            Scrape scrape = new Scrape(host.get("/metrics").body());
            String name = "levibot_ml_prediction_confidence";
            double predicted = scrape.values.get(name + "_count{symbol=\"BTCUSDT\"}");
            assertThat(predicted).isBetween(1.0, (double) bars);
            for (String below : java.util.List.of("0.1", "0.2", "0.3")) {
                assertThat(scrape.values).containsEntry(name + "_bucket{symbol=\"BTCUSDT\",le=\"" + below + "\"}", 0.0);
            }
            for (String above : java.util.List.of("0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0", "+Inf")) {
                assertThat(scrape.values)
                        .containsEntry(name + "_bucket{symbol=\"BTCUSDT\",le=\"" + above + "\"}", predicted);
            }
            assertThat(scrape.values.get(name + "_sum{symbol=\"BTCUSDT\"}")).isCloseTo(0.34 * predicted, within(1e-6));
            assertThat(scrape.values.get(name + "_max{symbol=\"BTCUSDT\"}")).isCloseTo(0.34, within(1e-9));
        }
    }

    @Test
    void aFractionOnABoundaryCountsBelowIt() {
        FractionalPrometheusRegistry registry = new FractionalPrometheusRegistry(PrometheusConfig.DEFAULT);
        DistributionSummary summary = DistributionSummary.builder("share")
                .serviceLevelObjectives(0.1, 0.2, 1.0)
                .register(registry);
        summary.record(Math.abs(0.55 - 0.5) * 2.0); // 0.1 but for rounding
        summary.record(0.1000001);
        summary.record(0.0);
        summary.record(-1.0);

        Map<String, Double> values = new Scrape(registry.scrape()).values;

        assertThat(values)
                .containsEntry("share_bucket{le=\"0.1\"}", 2.0)
                .containsEntry("share_bucket{le=\"0.2\"}", 3.0)
                .containsEntry("share_bucket{le=\"1.0\"}", 3.0)
                .containsEntry("share_count", 3.0);
        assertThat(summary.count()).isEqualTo(3);
        registry.remove(summary);
        assertThat(registry.scrape()).isEmpty();
    }

    @Test
    void aModelOfDataThatTheReplayHasNotReachedIsOfAgeZero(@TempDir Path state) throws Exception {
        ServingModel tiny = TinyModel.answering(0.5, "bundle-1", java.util.List.of(HostFixture.BTC))
                .model();
        ServingModel later = new ServingModel(
                tiny.id(),
                tiny.symbols(),
                tiny.featureSet(),
                tiny.predictor(),
                tiny.calibrator(),
                tiny.policy(),
                new ServingModel.ServingFigures(0.03, 0.6, 1.0, 0.1, HostFixture.REAL_START));
        try (HostFixture host = new HostFixture(state)
                .model(new HostedModel(
                        later, HostedModel.LabelKind.TWO_WAY, HostFixture.REAL_START, HostFixture.REAL_START))
                .start()) {
            assertThat(new Scrape(host.get("/metrics").body()).values)
                    .containsEntry("levibot_ml_model_age_seconds", 0.0);
        }
    }

    @Test
    void everyMeterOfTheTableIsScrapedWithItsTypeAndTags(@TempDir Path state) throws Exception {
        try (HostFixture host = new HostFixture(state)
                .model(TinyModel.answering(0.5, "bundle-1", java.util.List.of(HostFixture.BTC)))
                .start()) {
            HostFixture.Answer answer = host.get("/metrics");
            assertThat(answer.status()).isEqualTo(200);
            Scrape scrape = new Scrape(answer.body());
            Matcher rows = ROW.matcher(Files.readString(TABLE));
            Set<String> promised = new HashSet<>();
            while (rows.find()) {
                String name = rows.group(1);
                if (name.startsWith("levibot_sentiment_")) {
                    continue; // this host scores no headlines
                }
                if (name.equals("levibot_ml_value_staleness_seconds")) {
                    continue; // and its model reads no values from outside
                }
                promised.add(name);
                String type = rows.group(2).equals("timer") ? "histogram" : rows.group(2);
                assertThat(scrape.types).as("type of each meter").containsEntry(name, type);
                Set<String> tags = new TreeSet<>(java.util.List.of(rows.group(3).split(", ")));
                tags.remove("");
                assertThat(scrape.labels.get(name)).as("tags of " + name).isEqualTo(tags);
            }
            assertThat(promised).hasSizeGreaterThan(30);
            Set<String> unknown = new TreeSet<>(scrape.types.keySet());
            unknown.removeIf(name -> promised.contains(name)
                    || !name.startsWith("levibot_")
                    || promised.contains(name.replaceFirst("_max$", "")));
            assertThat(unknown).as("meters that the table does not list").isEmpty();
            assertThat(scrape.values).containsEntry("levibot_kill_switch_state", 0.0);
            assertThat(scrape.values.entrySet().stream()
                            .filter(sample -> sample.getKey().startsWith("levibot_ml_predictions_total"))
                            .mapToDouble(Map.Entry::getValue)
                            .sum())
                    .isEqualTo(HostFixture.BARS.size());
        }
    }
}
