package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.CostModel;
import io.levibot.api.KillState;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.KillSwitchProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.DrawdownKillSwitchProvider;
import io.levibot.engine.risk.ErrorRateKillSwitchProvider;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a restart keeps beside book and bars: the proved model if the wanted one is bad, and what the kill sources found. */
final class RestartKeepsTest {
    private static final int BARS = 12;

    @TempDir
    private Path root;

    private SimulatedClock clock = new SimulatedClock(START);
    private final ServingModel served = TestModels.momentum();
    private final List<EngineEvent> heard = new ArrayList<>();
    private int directories;

    /** How an engine ends before the next one opens its directory. */
    private enum End {
        CRASH,
        CRASH_AFTER_SNAPSHOT,
        CLOSE
    }

    private Path newDirectory() {
        Path directory = root.resolve("state-" + directories++);
        KillLatch.initialise(directory, clock);
        return directory;
    }

    private EngineBuilder builder(Path directory) {
        EngineConfig config = EngineConfig.builder(MINUTE, List.of(BTC))
                .costs(CostModel.FREE)
                .limits(RiskLimits.unlimited())
                .build();
        return TradingEngine.builder(config, clock)
                .stateDirectory(directory)
                .plugins(Plugins.of())
                .listener(heard::add)
                .snapshotEvery(1_000_000);
    }

    /** Up once, then down by a tenth with every bar: bought after the second bar, and from the third on below the peak. */
    private static Bar bar(int number) {
        double open = number <= 1 ? 100.0 : 101.0 * Math.pow(0.9, number - 2);
        double close = number == 0 ? 100.0 : 101.0 * Math.pow(0.9, number - 1);
        return TestModels.bar(BTC, number, open, close);
    }

    private void feed(TradingEngine engine, int number) {
        clock.advanceTo(bar(number).closeTime());
        engine.onBar(bar(number));
    }

    private KillSwitch source(KillSwitchProvider provider, Map<String, String> config) {
        return provider.create(
                PluginConfig.of(provider, config), PluginContext.builder(clock).build());
    }

    private KillSwitch drawdown() {
        return source(new DrawdownKillSwitchProvider(), Map.of("limit", "0.05", "confirm", "4"));
    }

    private KillSwitch errors() {
        return source(new ErrorRateKillSwitchProvider(), Map.of("limit", "0.3", "window", "10"));
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
        return to;
    }

    private Path ended(TradingEngine engine, Path directory, End end) throws IOException {
        if (end == End.CLOSE) {
            engine.close();
            return directory;
        }
        if (end == End.CRASH_AFTER_SNAPSHOT) {
            engine.snapshot();
        }
        Path crashed = copy(directory, root.resolve("crashed-" + directories++));
        engine.close();
        return crashed;
    }

    /** The bar that trips, and the source. */
    private String tripOf(KillSwitch source, ServingModel model, int restartAfter, End end) throws IOException {
        clock = new SimulatedClock(START);
        Path directory = newDirectory();
        boolean drawdown = source.id().equals("drawdown");
        TradingEngine engine =
                builder(directory).model(model).killSwitch(source).build();
        engine.start("tester");
        String trip = "none";
        for (int i = 0; i < BARS && trip.equals("none"); i++) {
            feed(engine, i);
            if (engine.latchStatus().state() == KillState.HALTED) {
                trip = engine.latchStatus().source() + " at " + i;
            } else if (i == restartAfter) {
                Path kept = ended(engine, directory, end);
                engine = builder(kept)
                        .model(model)
                        .killSwitch(drawdown ? drawdown() : errors())
                        .build();
                engine.start("tester");
            }
        }
        engine.close();
        return trip;
    }

    @Test
    void aSourceOneFindingShortOfItsTripTripsAtTheSameBarAsWithoutARestart() throws IOException {
        String straight = tripOf(drawdown(), served, -1, End.CLOSE);
        assertThat(straight).isEqualTo("drawdown at 5");
        for (End end : End.values()) {
            for (int restartAfter = 0; restartAfter < 5; restartAfter++) {
                assertThat(tripOf(drawdown(), served, restartAfter, end))
                        .as("%s after bar %d", end, restartAfter)
                        .isEqualTo(straight);
            }
        }
    }

    @Test
    void aWindowOfFailuresIsNotForgottenOverARestart() throws IOException {
        ServingModel failing = TestModels.ofReturn("BTCUSDT-1m-00000000000000ee", frame -> {
            throw new IllegalStateException("always");
        });
        String straight = tripOf(errors(), failing, -1, End.CLOSE);
        assertThat(straight).startsWith("error-rate at ");
        for (End end : End.values()) {
            for (int restartAfter = 0; restartAfter < 4; restartAfter++) {
                assertThat(tripOf(errors(), failing, restartAfter, end))
                        .as("%s after bar %d", end, restartAfter)
                        .isEqualTo(straight);
            }
        }
    }

    @Test
    void aSourceThatWasHeardIsNotListedAgainAfterARestartAndOneThatWasNotIs() throws IOException {
        for (End end : End.values()) {
            clock = new SimulatedClock(START);
            Path directory = newDirectory();
            TradingEngine first = builder(directory)
                    .model(served)
                    .killSwitch(source(new DrawdownKillSwitchProvider(), Map.of("limit", "0.05", "confirm", "1")))
                    .build();
            first.start("tester");
            for (int i = 0; i < 4; i++) {
                feed(first, i);
            }
            assertThat(first.latchStatus().source()).isEqualTo("drawdown");
            Path kept = ended(first, directory, end);
            heard.clear();
            boolean[] on = new boolean[1];
            try (TradingEngine second = builder(kept)
                    .model(served)
                    .killSwitch(source(new DrawdownKillSwitchProvider(), Map.of("limit", "0.05", "confirm", "1")))
                    .killSwitch(new Flag(on))
                    .build()) {
                feed(second, 4);
                assertThat(requests()).as("%s: nothing new", end).isEmpty();
                on[0] = true;
                feed(second, 5);
                assertThat(requests()).containsExactly("flag");
            }
        }
    }

    private List<String> requests() {
        return heard.stream()
                .filter(EngineEvent.KillRequested.class::isInstance)
                .map(event -> ((EngineEvent.KillRequested) event).source())
                .toList();
    }

    private record Flag(boolean[] on) implements KillSwitch {
        @Override
        public String id() {
            return "flag";
        }

        @Override
        public io.levibot.api.KillVerdict check(io.levibot.api.spi.EngineVitals vitals) {
            return on[0]
                    ? io.levibot.api.KillVerdict.trip(
                            KillState.HALTED, "flagged", io.levibot.api.KillVerdict.OnTrip.FLATTEN)
                    : io.levibot.api.KillVerdict.clear();
        }
    }

    @Test
    void aWantedModelThatCannotBeServedLeavesTheProvedOneTradingAndIsJournalled() throws IOException {
        ServingModel fails = TestModels.ofReturn("BTCUSDT-1m-00000000000000bb", frame -> {
            throw new IllegalStateException("not on this row");
        });
        ServingModel nonsense = TestModels.ofReturn("BTCUSDT-1m-00000000000000cc", frame -> Double.NaN);
        ServingModel foreign =
                TestModels.of("BTCUSDT-5m-00000000000000dd", BarInterval.parse("5m"), List.of(BTC), frame -> 0.5);
        for (ServingModel wanted : List.of(fails, nonsense, foreign)) {
            for (End end : End.values()) {
                clock = new SimulatedClock(START);
                heard.clear();
                Path directory = newDirectory();
                TradingEngine first = builder(directory).model(served).build();
                first.start("tester");
                for (int i = 0; i < 3; i++) {
                    feed(first, i);
                }
                boolean holding = !first.holdings().isEmpty();
                Path kept = ended(first, directory, end);
                TradingEngine second =
                        builder(kept).model(wanted).models(id -> served).build();
                assertThat(holding).isTrue();
                assertThat(second.model()).containsSame(served);
                assertThat(second.isStarted()).isEqualTo(end != End.CLOSE);
                assertThat(second.health().warnings())
                        .singleElement()
                        .asString()
                        .startsWith("MODEL_KEPT")
                        .contains(wanted.id());
                assertThat(heard)
                        .filteredOn(EngineEvent.PluginFailed.class::isInstance)
                        .extracting(event -> ((EngineEvent.PluginFailed) event).component())
                        .containsExactly("model");
                feed(second, 3);
                assertThat(second.holdings()).as("the proved model's exit").isEmpty();
                Path again = ended(second, kept, End.CRASH);
                try (TradingEngine third = builder(again).model(served).build()) {
                    assertThat(third.model()).containsSame(served);
                    assertThat(third.health().warnings()).isEmpty();
                }
            }
        }
    }
}
