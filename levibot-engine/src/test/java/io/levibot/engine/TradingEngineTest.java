package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static io.levibot.engine.TestModels.bar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.ConfigException;
import io.levibot.api.CostModel;
import io.levibot.api.Decision;
import io.levibot.api.DecisionSource;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.LevibotException;
import io.levibot.api.Reason;
import io.levibot.api.Signal;
import io.levibot.api.Symbol;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TradingEngineTest {
    private final SimulatedClock clock = new SimulatedClock(START);
    private final List<EngineEvent> events = new ArrayList<>();
    private final KillLatch latch = KillLatch.inMemory(clock);
    private double price = 100.0;
    private int number;

    private EngineConfig.Builder config() {
        return EngineConfig.builder(MINUTE, List.of(BTC)).costs(CostModel.FREE).limits(RiskLimits.unlimited());
    }

    private EngineBuilder builder(EngineConfig config, ServingModel model) {
        return TradingEngine.builder(config, clock).latch(latch).model(model).listener(events::add);
    }

    private TradingEngine started(ServingModel model) {
        TradingEngine engine = builder(config().build(), model).build();
        engine.start("tester");
        return engine;
    }

    private Decision move(TradingEngine engine, double change) {
        double before = price;
        price = before * (1.0 + change);
        Bar next = bar(BTC, number++, before, price);
        clock.advanceTo(next.closeTime());
        return engine.onBar(next);
    }

    private static List<String> codes(Decision decision) {
        return decision.reasons().stream().map(Reason::code).toList();
    }

    @Test
    void entersOnAHighProbabilityAndFillsAtTheNextOpen() {
        TradingEngine engine = started(TestModels.momentum());
        move(engine, 0.0);

        Decision entry = move(engine, 0.01);
        assertThat(entry.signal()).isEqualTo(Signal.ENTRY);
        assertThat(entry.prediction().probability()).isEqualTo(0.9);
        assertThat(entry.orders()).hasSize(1);
        assertThat(engine.holdings()).isEmpty();

        move(engine, 0.0);
        // 0.95 of 10,000 at the close of 101, cut to eight decimals.
        assertThat(engine.holdings().get(BTC)).isEqualByComparingTo("94.05940594");
        assertThat(engine.equity()).isEqualTo(10_000.0);
    }

    @Test
    void exitsOnALowProbability() {
        TradingEngine engine = started(TestModels.momentum());
        move(engine, 0.0);
        move(engine, 0.01);
        Decision exit = move(engine, -0.01);
        assertThat(exit.signal()).isEqualTo(Signal.EXIT);
        move(engine, 0.0);
        assertThat(engine.holdings()).isEmpty();
    }

    @Test
    void abstainsWithoutAModelAndNeverMakesUpAProbability() {
        TradingEngine engine =
                builder(config().build(), TestModels.momentum()).model(null).build();
        engine.start("tester");
        Decision decision = move(engine, 0.01);
        assertThat(decision.signal()).isEqualTo(Signal.ABSTAIN);
        assertThat(codes(decision)).containsExactly("MODEL_MISSING");
        assertThat(decision.prediction().probability()).isNaN();
        assertThat(decision.source()).isEqualTo(DecisionSource.NONE);
    }

    @Test
    void abstainsWhileFeaturesWarmUp() {
        assertThat(codes(move(started(TestModels.momentum()), 0.0))).containsExactly("WARMING_UP");
    }

    @Test
    void abstainsWhenThePredictorThrowsOrGivesNaN() {
        TradingEngine throwing = started(TestModels.ofReturn("BTCUSDT-1m-00000000000000bb", frame -> {
            throw new IllegalStateException("broken");
        }));
        move(throwing, 0.0);
        assertThat(codes(move(throwing, 0.01))).containsExactly("PREDICTOR_FAILED");
        assertThat(events)
                .anyMatch(event -> event instanceof EngineEvent.PluginFailed failed
                        && failed.message().equals("IllegalStateException: broken"));

        number = 0;
        price = 100.0;
        TradingEngine nan = started(TestModels.ofReturn("BTCUSDT-1m-00000000000000cc", frame -> Double.NaN));
        move(nan, 0.0);
        assertThat(codes(move(nan, 0.01))).containsExactly("SCORE_INVALID");
    }

    @Test
    void abstainsWhenTheCalibratorLeavesTheUnitInterval() {
        TradingEngine engine = started(TestModels.ofReturn("BTCUSDT-1m-00000000000000dd", frame -> 1.5));
        move(engine, 0.0);
        assertThat(codes(move(engine, 0.01))).containsExactly("CALIBRATOR_FAILED");
    }

    @Test
    void abstainsOnABarThatComesTooLate() {
        TradingEngine engine = started(TestModels.momentum());
        move(engine, 0.0);
        clock.advanceTo(START.plus(Duration.ofMinutes(10)));
        assertThat(codes(move(engine, 0.01))).containsExactly("STALE_FEATURE");
    }

    @Test
    void refusesARepeatedBar() {
        TradingEngine engine = started(TestModels.momentum());
        move(engine, 0.0);
        number--;
        assertThat(codes(move(engine, 0.0))).containsExactly("BAR_REFUSED");
    }

    @Test
    void makesNoModelOrderBeforeItIsStarted() {
        TradingEngine engine = builder(config().build(), TestModels.momentum()).build();
        move(engine, 0.0);
        Decision decision = move(engine, 0.01);
        assertThat(decision.signal()).isEqualTo(Signal.ENTRY);
        assertThat(codes(decision)).containsExactly("NOT_STARTED");
        assertThat(decision.orders()).isEmpty();
    }

    @Test
    void startNeverClearsATrippedLatch() {
        TradingEngine engine = builder(config().build(), TestModels.momentum()).build();
        engine.kill("tester", "drill", KillVerdict.OnTrip.KEEP);
        assertThatThrownBy(() -> engine.start("tester"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("HALTED")
                .hasMessageContaining("drill");
        assertThat(latch.state()).isEqualTo(KillState.HALTED);
        assertThat(engine.isStarted()).isFalse();
    }

    @Test
    void killRefusesEntriesAndModelExitsButNotFlattening() {
        TradingEngine engine = started(TestModels.momentum());
        move(engine, 0.0);
        move(engine, 0.01);
        move(engine, 0.0);
        assertThat(engine.holdings()).containsKey(BTC);

        engine.kill("tester", "drill", KillVerdict.OnTrip.KEEP);
        Decision exit = move(engine, -0.01);
        assertThat(exit.signal()).isEqualTo(Signal.ABSTAIN);
        assertThat(codes(exit)).containsExactly("KILLED");
        move(engine, 0.0);
        assertThat(engine.holdings()).containsKey(BTC);

        engine.flatten("tester", "close it");
        move(engine, 0.0);
        assertThat(engine.holdings()).isEmpty();
    }

    @Test
    void aTripThatAsksForItFlattensWhateverIsHeld() {
        TradingEngine engine = started(TestModels.momentum());
        move(engine, 0.0);
        move(engine, 0.01);
        move(engine, 0.0);
        engine.kill("tester", "drill", KillVerdict.OnTrip.FLATTEN);
        move(engine, 0.0);
        assertThat(engine.holdings()).isEmpty();
    }

    @Test
    void aFillOfAnOrderThatLeftBeforeTheTripIsBookedAndReportedLate() {
        TradingEngine engine = started(TestModels.momentum());
        move(engine, 0.0);
        move(engine, 0.01);
        latch.trip("other-process", KillVerdict.trip(KillState.HALTED, "drill", KillVerdict.OnTrip.KEEP));
        move(engine, 0.0);
        boolean cancelled = events.stream()
                .anyMatch(event -> event instanceof EngineEvent.OrderUpdated updated
                        && updated.update() instanceof io.levibot.engine.execution.OrderUpdate.Cancelled);
        assertThat(cancelled).as("a pending increase is cancelled at once").isTrue();
        assertThat(engine.holdings()).isEmpty();
    }

    @Test
    void aKillSourceThatThrowsTripsTheLatch() {
        KillSwitch broken = new KillSwitch() {
            @Override
            public String id() {
                return "broken";
            }

            @Override
            public KillVerdict check(EngineVitals vitals) {
                throw new IllegalStateException("cannot read");
            }
        };
        TradingEngine engine = builder(config().build(), TestModels.momentum())
                .killSwitch(broken)
                .build();
        move(engine, 0.0);
        assertThat(latch.state()).isEqualTo(KillState.HALTED);
        assertThat(latch.status().source()).isEqualTo("broken");
    }

    @Test
    void aJournalThatCannotBeWrittenAllowsOnlyReductions() {
        boolean[] full = {false};
        EventSink journal = new EventSink() {
            @Override
            public void append(EngineEvent event) {
                if (full[0]) {
                    throw new LevibotException("journal", "no space left");
                }
            }

            @Override
            public void sync() {}

            @Override
            public void close() {}
        };
        TradingEngine engine = builder(config().build(), TestModels.momentum())
                .journal(journal)
                .build();
        engine.start("tester");
        move(engine, 0.0);
        move(engine, 0.01);
        move(engine, 0.0);
        full[0] = true;
        Decision exit = move(engine, -0.01);
        assertThat(exit.orders()).as("exits go on").hasSize(1);
        move(engine, 0.0);
        assertThat(engine.holdings()).isEmpty();
        assertThat(move(engine, 0.01).orders()).as("entries do not").isEmpty();
        assertThat(latch.state()).isEqualTo(KillState.REDUCE_ONLY);
    }

    @Test
    void aJournalThatLostEventsEndsBeforeThemAndHaltsTrading() {
        boolean[] full = {false};
        int[] kept = {0};
        List<String> end = new ArrayList<>();
        EventSink journal = new EventSink() {
            @Override
            public void append(EngineEvent event) {
                if (full[0]) {
                    throw new LevibotException("journal", "no space left");
                }
                kept[0]++;
            }

            @Override
            public void sync() {}

            @Override
            public void abandon() {
                end.add("abandoned");
            }

            @Override
            public void close() {
                end.add("sealed");
            }
        };
        TradingEngine engine = builder(config().build(), TestModels.momentum())
                .journal(journal)
                .build();
        engine.start("tester");
        move(engine, 0.0);
        int before = kept[0];
        full[0] = true;
        for (int i = 0; i < EventBus.RESERVE && latch.state() != KillState.HALTED; i++) {
            move(engine, 0.0);
        }
        assertThat(latch.state()).isEqualTo(KillState.HALTED);
        assertThat(latch.status().laterReasons()).anyMatch(reason -> reason.contains("events were lost"));
        full[0] = false;
        move(engine, 0.0);
        assertThat(kept[0]).as("nothing follows a hole").isEqualTo(before);
        engine.close();
        assertThat(end).containsExactly("abandoned");
    }

    @Test
    void aFallbackIsNamedHasNoProbabilityAndACapOfItsOwn() {
        EngineConfig config = config().limits(
                        RiskLimits.builder().maxEntryMove(1.0).build())
                .fallback(new EngineConfig.Fallback("heuristic", 0.2, 0.0))
                .build();
        TradingEngine engine = builder(config, TestModels.momentum())
                .model(null)
                .plugins(Plugins.load(TradingEngineTest.class.getClassLoader()))
                .build();
        engine.start("tester");
        Decision last = move(engine, 0.001);
        for (int i = 0; i < 40 && last.signal() != Signal.ENTRY; i++) {
            last = move(engine, i % 3 == 0 ? -0.001 : 0.004);
        }
        assertThat(last.source()).isEqualTo(DecisionSource.FALLBACK);
        assertThat(codes(last)).contains("FALLBACK");
        assertThat(last.prediction().probability()).isNaN();
        assertThat(last.thresholds()).isEmpty();
        move(engine, 0.0);
        double value = engine.holdings().get(BTC).doubleValue() * price;
        assertThat(value / engine.equity()).isLessThan(0.101);
    }

    @Test
    void healthReportsAStalledDecisionAndTripsTheLatch() {
        TradingEngine[] self = new TradingEngine[1];
        List<EngineHealth> seen = new ArrayList<>();
        TradingEngine engine = started(TestModels.ofReturn("BTCUSDT-1m-00000000000000ee", frame -> {
            clock.advanceTo(frame.asOf().plusSeconds(11));
            seen.add(self[0].health());
            return 0.5;
        }));
        self[0] = engine;
        move(engine, 0.0);
        move(engine, 0.0);
        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).live()).isFalse();
        assertThat(seen.get(0).causes()).anyMatch(cause -> cause.startsWith("STALLED"));
        assertThat(latch.state()).isEqualTo(KillState.HALTED);
    }

    @Test
    void swapsTheModelBetweenBarsWithWarmFeatures() {
        TradingEngine engine = started(TestModels.momentum());
        move(engine, 0.0);
        engine.swapModel(TestModels.ofReturn("BTCUSDT-1m-00000000000000ff", frame -> 0.7));
        Decision decision = move(engine, -0.01);
        assertThat(decision.modelId()).contains("BTCUSDT-1m-00000000000000ff");
        assertThat(decision.prediction().probability()).isEqualTo(0.7);
    }

    @Test
    void refusesASymbolThatItDoesNotTrade() {
        TradingEngine engine = started(TestModels.momentum());
        assertThatThrownBy(() -> engine.onBar(bar(Symbol.of("SOLUSDT"), 0, 1.0, 1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SOLUSDT")
                .hasMessageContaining("BTCUSDT");
    }

    @Test
    void aTripSurvivesTheEngine(@TempDir Path state) {
        KillLatch.initialise(state, clock);
        try (KillLatch durable = KillLatch.open(state, clock);
                TradingEngine engine = TradingEngine.builder(config().build(), clock)
                        .latch(durable)
                        .model(TestModels.momentum())
                        .build()) {
            engine.kill("tester", "drill", KillVerdict.OnTrip.KEEP);
        }
        try (KillLatch again = KillLatch.open(state, clock)) {
            assertThat(again.state()).isEqualTo(KillState.HALTED);
            assertThat(again.status().reason()).isEqualTo("drill");
        }
    }

    @Test
    void closeMayBeCalledTwiceAndEndsTheEngine() {
        TradingEngine engine = started(TestModels.momentum());
        engine.close();
        engine.close();
        assertThatThrownBy(() -> move(engine, 0.0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theConfigurationRoundTrips() {
        EngineConfig config = config().fallback(new EngineConfig.Fallback("heuristic", 0.3, 0.1))
                .topContributions(3)
                .exposure(0.1)
                .build();
        assertThat(EngineConfig.fromMap(config.asMap()).asMap()).isEqualTo(config.asMap());
        var unknown = config.asMap();
        unknown.put("colour", "blue");
        assertThatThrownBy(() -> EngineConfig.fromMap(unknown))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("colour");
    }
}
