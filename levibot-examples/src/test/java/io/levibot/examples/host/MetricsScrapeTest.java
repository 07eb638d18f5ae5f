package io.levibot.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

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
