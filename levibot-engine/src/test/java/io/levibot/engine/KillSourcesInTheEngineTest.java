package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static io.levibot.engine.TestModels.bar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.ConfigException;
import io.levibot.api.CostModel;
import io.levibot.api.Decision;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.KillVerdict.OnTrip;
import io.levibot.api.Symbol;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.risk.DrawdownKillSwitchProvider;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.LatchChangedException;
import io.levibot.engine.risk.RiskLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Kill sources where they are used: asked by a running engine. */
final class KillSourcesInTheEngineTest {
    private static final Symbol ETH = Symbol.of("ETHUSDT");

    private final SimulatedClock clock = new SimulatedClock(START);
    private final KillLatch latch = KillLatch.inMemory(clock);
    private final List<EngineEvent> events = new ArrayList<>();
    private int minute;

    private static KillSwitch asking(String id, Function<EngineVitals, @Nullable KillVerdict> answer) {
        return new KillSwitch() {
            @Override
            public String id() {
                return id;
            }

            @Override
            @SuppressWarnings("NullAway") // a broken plugin does what it must not
            public KillVerdict check(EngineVitals vitals) {
                return answer.apply(vitals);
            }
        };
    }

    private TradingEngine engine(List<Symbol> symbols, KillSwitch... sources) {
        EngineConfig config = EngineConfig.builder(MINUTE, symbols)
                .costs(CostModel.FREE)
                .limits(RiskLimits.unlimited())
                .build();
        EngineBuilder builder = TradingEngine.builder(config, clock)
                .latch(latch)
                .listener(events::add)
                .model(TestModels.momentum());
        for (KillSwitch source : sources) {
            builder.killSwitch(source);
        }
        TradingEngine engine = builder.build();
        engine.start("tester");
        return engine;
    }

    private Decision next(TradingEngine engine, Symbol symbol, double open, double close) {
        var bar = bar(symbol, minute, open, close);
        clock.advanceTo(bar.closeTime());
        return engine.onBar(bar);
    }

    private KillSwitch drawdown() {
        DrawdownKillSwitchProvider provider = new DrawdownKillSwitchProvider();
        return provider.create(
                PluginConfig.of(provider, Map.of("limit", "0.05")),
                PluginContext.builder(clock).build());
    }

    @Test
    void barsOfManySymbolsAndBusyHealthChecksConfirmNothing() {
        TradingEngine engine = engine(List.of(BTC, ETH), drawdown());
        next(engine, BTC, 100.0, 100.0);
        next(engine, ETH, 100.0, 100.0);
        minute++;
        next(engine, BTC, 100.0, 101.0);
        next(engine, ETH, 100.0, 100.0);
        minute++; // the entry fills at this bar's open, then the price falls for one time only
        next(engine, BTC, 101.0, 90.0);
        next(engine, ETH, 100.0, 100.0);
        for (int look = 0; look < 20; look++) {
            engine.health();
        }
        assertThat(latch.state()).isEqualTo(KillState.ARMED);
        for (int more = 0; more < 2; more++) {
            assertThat(latch.state()).isEqualTo(KillState.ARMED);
            minute++;
            next(engine, ETH, 100.0, 100.0);
        }
        assertThat(latch.state()).as("the third time in a row").isEqualTo(KillState.HALTED);
        assertThat(latch.status().source()).isEqualTo("drawdown");
    }

    @Test
    void aDrawdownThatStillHoldsTripsAgainBeforeRearmReturnsUntilAnOperatorAcceptsIt() {
        TradingEngine engine = engine(List.of(BTC), drawdown());
        next(engine, BTC, 100.0, 100.0);
        minute++;
        next(engine, BTC, 100.0, 101.0);
        double price = 101.0;
        for (int fall = 0; fall < 4; fall++) {
            minute++;
            next(engine, BTC, price, price * 0.9);
            price *= 0.9;
        }
        assertThat(latch.state()).isEqualTo(KillState.HALTED);
        assertThat(engine.rearm("tester", "let it go on", engine.latchStatus().stamp())
                        .state())
                .isEqualTo(KillState.HALTED);
        assertThatThrownBy(() -> engine.resetDrawdownReference("tester", " ")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> engine.resetDrawdownReference("", "accepted")).isInstanceOf(ConfigException.class);
        engine.resetDrawdownReference("tester", "the loss is accepted");
        assertThat(latch.state()).as("accepting a loss does not arm").isEqualTo(KillState.HALTED);
        assertThat(engine.rearm("tester", "go on", engine.latchStatus().stamp()).state())
                .isEqualTo(KillState.ARMED);
        assertThatThrownBy(() -> engine.resetDrawdownReference("tester", "again"))
                .as("not while the model trades")
                .isInstanceOf(ConfigException.class);
        assertThat(events.stream().filter(EngineEvent.OperatorActed.class::isInstance))
                .extracting(event -> ((EngineEvent.OperatorActed) event).act())
                .contains(EngineEvent.OperatorActed.Act.RESET_DRAWDOWN);
    }

    @Test
    void everySourceThatAsksIsListedOnceAndTheFirstStaysTheReason() {
        boolean[] on = new boolean[2];
        TradingEngine engine = engine(
                List.of(BTC),
                asking(
                        "first",
                        v -> on[0] ? KillVerdict.trip(KillState.HALTED, "one", OnTrip.KEEP) : KillVerdict.clear()),
                asking(
                        "second",
                        v -> on[1] ? KillVerdict.trip(KillState.HALTED, "two", OnTrip.FLATTEN) : KillVerdict.clear()));
        next(engine, BTC, 100.0, 100.0);
        on[0] = true;
        minute++;
        next(engine, BTC, 100.0, 100.0);
        on[1] = true;
        for (int i = 0; i < 5; i++) {
            minute++;
            next(engine, BTC, 100.0, 100.0);
        }
        assertThat(latch.status().source()).isEqualTo("first");
        assertThat(latch.status().laterReasons()).containsExactly("second: two");
        assertThat(latch.status().onTrip()).as("the later one's wish counts").isEqualTo(OnTrip.FLATTEN);
        assertThat(events.stream().filter(EngineEvent.KillRequested.class::isInstance))
                .hasSize(2);
        assertThat(engine.rearm(
                                "tester",
                                "both still hold",
                                engine.latchStatus().stamp())
                        .state())
                .isEqualTo(KillState.HALTED);
        assertThat(latch.status().laterReasons()).containsExactly("second: two");
    }

    @Test
    void rearmingWithoutNamingAStatusClearsOnlyWhatThisEngineShowed() {
        TradingEngine engine = engine(List.of(BTC));
        next(engine, BTC, 100.0, 100.0);
        latch.trip("other", KillVerdict.trip(KillState.HALTED, "nobody saw this", OnTrip.KEEP));
        assertThatThrownBy(() -> engine.rearm("tester", "fine")).isInstanceOf(LatchChangedException.class);
        assertThat(latch.state()).isEqualTo(KillState.HALTED);

        engine.health();
        latch.trip("other", KillVerdict.trip(KillState.HALTED, "nobody saw this", OnTrip.KEEP));
        assertThatThrownBy(() -> engine.rearm("tester", "fine"))
                .as("the same again is another trip")
                .isInstanceOf(LatchChangedException.class);

        engine.latchStatus();
        assertThat(engine.rearm("tester", "seen").state()).isEqualTo(KillState.ARMED);
        assertThat(engine.rearm("tester", "nothing to clear").state()).isEqualTo(KillState.ARMED);

        String seen = engine.kill("tester", "drill", OnTrip.KEEP).stamp();
        engine.kill("another", "no drill", OnTrip.KEEP);
        assertThatThrownBy(() -> engine.rearm("tester", "drill over", seen))
                .isInstanceOf(LatchChangedException.class)
                .hasMessageContaining("operator:another: no drill");
        assertThat(latch.state()).isEqualTo(KillState.HALTED);
        assertThat(events.stream()
                        .filter(EngineEvent.OperatorActed.class::isInstance)
                        .map(event -> ((EngineEvent.OperatorActed) event).note()))
                .as("what was refused is not journalled as done")
                .doesNotContain("fine", "drill over");
    }

    @Test
    void aSourceThatThrowsOrAnswersNothingTrips() {
        for (int kind = 0; kind < 2; kind++) {
            boolean throwing = kind == 0;
            SimulatedClock own = new SimulatedClock(START);
            KillLatch fresh = KillLatch.inMemory(own);
            TradingEngine engine = TradingEngine.builder(
                            EngineConfig.builder(MINUTE, List.of(BTC)).build(), own)
                    .latch(fresh)
                    .killSwitch(asking("broken", vitals -> {
                        if (throwing) {
                            throw new IllegalStateException("cannot look");
                        }
                        return null;
                    }))
                    .build();
            own.advanceTo(START.plusSeconds(60));
            engine.onBar(bar(BTC, 0, 100.0, 100.0));
            assertThat(fresh.state()).isEqualTo(KillState.HALTED);
            assertThat(fresh.status().reason()).contains("broken");
        }
    }

    @Test
    void aSymbolThatNeverHadABarIsAsStaleAsTheFirstBarOfAny() {
        double[] seen = new double[1];
        TradingEngine engine = engine(List.of(BTC, ETH), asking("look", vitals -> {
            seen[0] = vitals.stalenessSeconds();
            return KillVerdict.clear();
        }));
        next(engine, BTC, 100.0, 100.0);
        minute = 5;
        next(engine, BTC, 100.0, 100.0);
        assertThat(seen[0]).isEqualTo(300.0);
    }
}
