package io.levibot.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.ConfigException;
import io.levibot.api.KillState;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.engine.event.EngineEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class EngineMetricsTest {
    private static final Symbol ONE = Symbol.of("AAAUSDT");
    private static final Symbol TWO = Symbol.of("BBBUSDT");
    private static final Path SOURCE = Path.of("src/main/java/io/levibot/engine/metrics/EngineMetrics.java");
    private static final Pattern ROW =
            Pattern.compile("<tr><td>(\\w+)</td><td>(\\w+)</td><td>([\\w, ]*)</td><td>([^<]+)</td></tr>");

    /** Gauges of an engine at rest. */
    private static final class Still implements EngineGauges {
        @Override
        public double stalenessSeconds(Symbol symbol) {
            return 1.0;
        }

        @Override
        public double valueStalenessSeconds(Symbol symbol, String feature) {
            return 1.0;
        }

        @Override
        public KillState killState() {
            return KillState.ARMED;
        }

        @Override
        public double modelFigure(ModelFigure figure) {
            return 0.5;
        }

        @Override
        public double modelAgeSeconds() {
            return 1.0;
        }

        @Override
        public double equity() {
            return 1.0;
        }

        @Override
        public double drawdown() {
            return 0.0;
        }

        @Override
        public double journalUnavailable() {
            return 0.0;
        }

        @Override
        public double journalFailures() {
            return 0.0;
        }

        @Override
        public double journalReserve() {
            return 0.0;
        }

        @Override
        public double journalLagSeconds() {
            return 0.0;
        }

        @Override
        public double journalLostEvents() {
            return 0.0;
        }

        @Override
        public double started() {
            return 0.0;
        }

        @Override
        public double positions() {
            return 0.0;
        }

        @Override
        public double queuedBars() {
            return 0.0;
        }

        @Override
        public double decisionSeconds() {
            return 0.0;
        }

        @Override
        public double live(LiveFigure figure) {
            return 0.0;
        }

        @Override
        public double listenerFailures() {
            return 0.0;
        }
    }

    private static EngineMetrics metrics(MeterRegistry registry, String name) {
        return new EngineMetrics(registry, new Still(), List.of(ONE, TWO), name);
    }

    /** As Prometheus names it: dots are underscores, the unit is appended, a counter ends in total. */
    private static String shown(Meter meter) {
        String name = meter.getId().getName().replace('.', '_');
        String unit = meter.getId().getType() == Meter.Type.TIMER
                ? "seconds"
                : meter.getId().getBaseUnit();
        if (unit != null && !name.endsWith("_" + unit)) {
            name = name + "_" + unit;
        }
        return type(meter).equals("counter") ? name + "_total" : name;
    }

    private static String type(Meter meter) {
        return switch (meter.getId().getType()) {
            case DISTRIBUTION_SUMMARY -> "histogram";
            default -> meter.getId().getType().name().toLowerCase(Locale.ROOT);
        };
    }

    @Test
    void theTableListsEveryMeterWithItsTypeAndTags() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        EngineMetrics metrics = metrics(registry, "");
        metrics.bindSentiment(new NoScores());
        metrics.outsideFeatures(List.of("mood"));
        SortedSet<String> made = new TreeSet<>();
        for (Meter meter : registry.getMeters()) {
            if (meter.getId().syntheticAssociation() != null) {
                continue; // the buckets of a histogram
            }
            String tags =
                    meter.getId().getTags().stream().map(Tag::getKey).sorted().collect(Collectors.joining(","));
            made.add(shown(meter) + " | " + type(meter) + " | " + tags);
        }
        SortedSet<String> documented = new TreeSet<>();
        Matcher rows = ROW.matcher(Files.readString(SOURCE));
        while (rows.find()) {
            String tags = java.util.Arrays.stream(rows.group(3).split(", "))
                    .filter(tag -> !tag.isEmpty())
                    .sorted()
                    .collect(Collectors.joining(","));
            assertThat(documented.add(rows.group(1) + " | " + rows.group(2) + " | " + tags))
                    .as("one row per meter")
                    .isTrue();
        }
        assertThat(documented).isEqualTo(made).hasSizeGreaterThan(30);
    }

    @Test
    void tagsComeFromSetsThatDoNotGrow() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        EngineMetrics metrics = metrics(registry, "");
        metrics.onEvent(new EngineEvent.OrderRefused(Instant.EPOCH, ONE, Reason.of("MADE_UP")));
        int before = registry.getMeters().size();
        for (int i = 0; i < 100; i++) {
            metrics.onEvent(new EngineEvent.OrderRefused(Instant.EPOCH, ONE, Reason.of("MADE_UP_" + i)));
        }
        assertThat(registry.getMeters()).hasSize(before);
        assertThat(registry.counter("levibot.orders.refused", "reason", "OTHER").count())
                .isEqualTo(101.0);
    }

    @Test
    void everyCounterBeginsAtZero() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        metrics(registry, "");
        List<Counter> counters = registry.getMeters().stream()
                .filter(Counter.class::isInstance)
                .map(Counter.class::cast)
                .toList();
        assertThat(counters).isNotEmpty().allMatch(counter -> counter.count() == 0.0);
        Set<String> names =
                counters.stream().map(counter -> counter.getId().getName()).collect(Collectors.toSet());
        assertThat(names)
                .containsAll(CounterFamily.of(List.of(ONE)).stream()
                        .map(CounterFamily::name)
                        .toList());
    }

    @Test
    void closingRemovesEveryMeterAndALaterEventMakesNone() {
        List<MeterRegistry> registries =
                new ArrayList<>(List.of(new SimpleMeterRegistry(), new CompositeMeterRegistry()));
        CompositeMeterRegistry both = new CompositeMeterRegistry();
        both.add(new SimpleMeterRegistry());
        registries.add(both);
        for (MeterRegistry registry : registries) {
            registry.counter("the.hosts.own").increment();
            EngineMetrics metrics = metrics(registry, "");
            metrics.onEvent(new EngineEvent.OrderRefused(Instant.EPOCH, ONE, Reason.of("MADE_UP")));
            metrics.close();
            metrics.close();
            metrics.onEvent(new EngineEvent.OrderRefused(Instant.EPOCH, ONE, Reason.of("MADE_UP")));
            assertThat(registry.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .containsExactly("the.hosts.own");
        }
    }

    @Test
    void twoEnginesOfOneRegistryNeedNames() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        EngineMetrics first = metrics(registry, "first");
        for (String taken : List.of("", "first")) {
            assertThatThrownBy(() -> metrics(registry, taken))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("first")
                    .hasMessageContaining("EngineBuilder.name");
        }
        EngineMetrics second = metrics(registry, "second");
        second.onEvent(new EngineEvent.OrderRefused(Instant.EPOCH, ONE, Reason.KILLED));
        assertThat(registry.counter("levibot.orders.refused", "engine", "first", "reason", "KILLED")
                        .count())
                .isZero();
        first.close();
        assertThat(registry.getMeters())
                .isNotEmpty()
                .allMatch(meter -> "second".equals(meter.getId().getTag("engine")));
        second.close();
        assertThat(registry.getMeters()).isEmpty();
        metrics(registry, "");
        assertThatThrownBy(() -> metrics(registry, "third")).isInstanceOf(ConfigException.class);
    }
}
