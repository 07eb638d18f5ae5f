package io.levibot.engine;

import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Bar;
import io.levibot.api.CostModel;
import io.levibot.api.KillVerdict;
import io.levibot.api.LevibotException;
import io.levibot.api.Symbol;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.PaperBroker;
import io.levibot.engine.execution.Rounding;
import io.levibot.engine.label.HorizonDirection;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModel.ServingFigures;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs an engine through faults of every kind and looks at its meters all the while: one that never moves is a lie. */
@Timeout(60)
final class MetersMoveTest {
    private static final Symbol ONE = Symbol.of("AAAUSDT");
    private static final Symbol TWO = Symbol.of("BBBUSDT");
    private static final List<Symbol> SYMBOLS = List.of(ONE, TWO);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SimulatedClock clock = new SimulatedClock(START);
    private final KillLatch latch = KillLatch.inMemory(clock);
    private final Map<String, Set<Double>> seen = new HashMap<>();
    private final Map<Symbol, Double> price = new HashMap<>(Map.of(ONE, 100.0, TWO, 100.0));
    private final Map<Symbol, Integer> number = new HashMap<>(Map.of(ONE, 0, TWO, 0));
    private boolean full;
    private boolean refuseCancel;

    private final EventSink journal = new EventSink() {
        @Override
        public void append(EngineEvent event) {
            if (full) {
                throw new LevibotException("journal", "no space left");
            }
        }

        @Override
        public void sync() {}

        @Override
        public void close() {}
    };

    /** The values of every meter now, by name. */
    private void look() {
        for (Meter meter : meters.getMeters()) {
            for (Measurement measurement : meter.measure()) {
                if (measurement.getStatistic() != Statistic.MAX) {
                    seen.computeIfAbsent(meter.getId().getName(), name -> new HashSet<>())
                            .add(measurement.getValue());
                }
            }
        }
    }

    private Bar next(Symbol symbol, double change) {
        double before = price.get(symbol);
        double after = before * (1.0 + change);
        price.put(symbol, after);
        int bar = number.merge(symbol, 1, Integer::sum) - 1;
        return TestModels.bar(symbol, bar, before, after);
    }

    private void move(TradingEngine engine, Symbol symbol, double change) {
        Bar bar = next(symbol, change);
        clock.advanceTo(bar.closeTime());
        engine.onBar(bar);
        look();
    }

    private static ServingModel model(String id, double ece) {
        ServingModel plain = TestModels.of(id, SYMBOLS, frame -> {
            if (frame.value(0) > 0.2) {
                throw new IllegalStateException("broken");
            }
            return frame.value(0) == 0.0 ? 0.5 : frame.value(0) > 0.0 ? 0.9 : 0.1;
        });
        return new ServingModel(
                        id,
                        SYMBOLS,
                        plain.featureSet(),
                        plain.predictor(),
                        plain.calibrator(),
                        plain.policy(),
                        new ServingFigures(ece, 0.6 + ece, 1.0 + ece, 0.1 + ece, START.minusSeconds(60)))
                .withLabel(new HorizonDirection(1));
    }

    /** A paper broker that does not hear of cancels while told so, as a venue does whose answer was already on its way. */
    private Broker broker() {
        PaperBroker paper = new PaperBroker(CostModel.FREE, Rounding.DEFAULT);
        return (Broker) Proxy.newProxyInstance(
                Broker.class.getClassLoader(), new Class<?>[] {Broker.class}, (proxy, method, arguments) -> {
                    if (refuseCancel && method.getName().equals("cancel")) {
                        return null;
                    }
                    return method.invoke(paper, arguments);
                });
    }

    @Test
    void everyMeterMovesWhenTheEngineMeetsFaults() throws Exception {
        EngineConfig config = EngineConfig.builder(MINUTE, SYMBOLS)
                .limits(RiskLimits.builder()
                        .maxOpenPositions(1)
                        .maxEntryMove(1.0)
                        .build())
                .fallback(new EngineConfig.Fallback("heuristic", 0.9, -0.9))
                .costs(CostModel.FREE)
                .build();
        TradingEngine engine = TradingEngine.builder(config, clock)
                .latch(latch)
                .model(model("MOVE-1m-1", 0.01))
                .broker(broker())
                .journal(journal)
                .listener(event -> {
                    if (event instanceof EngineEvent.GapFound) {
                        throw new IllegalStateException("listener broken");
                    }
                })
                .plugins(Plugins.load(MetersMoveTest.class.getClassLoader()))
                .meterRegistry(meters)
                .build();
        look();
        engine.start("tester");
        tradeBothWays(engine);
        brokenModel(engine);
        badBars(engine);
        lateFill(engine);
        fullJournal(engine);
        sideBySide(engine);
        engine.swapModel(model("MOVE-1m-2", 0.02));
        look();
        clock.advanceTo(clock.instant().plusSeconds(1));
        look();

        Set<String> still = new TreeSet<>();
        seen.forEach((name, values) -> {
            if (values.stream().filter(value -> !Double.isNaN(value)).count() < 2) {
                still.add(name);
            }
        });
        // Lost events need a full reserve: they have a test of their own.
        assertThat(still).isSubsetOf("levibot.journal.lost.events");
        engine.close();
        assertThat(meters.getMeters()).isEmpty();
    }

    private void tradeBothWays(TradingEngine engine) {
        double[] path = {0.0, 0.01, 0.01, 0.0, -0.01, 0.0};
        for (int i = 0; i < 8; i++) {
            for (double change : path) {
                move(engine, ONE, change);
                move(engine, TWO, change);
            }
        }
    }

    private void brokenModel(TradingEngine engine) {
        move(engine, ONE, 0.23); // a jump of ln 1.23 = 0.207: the predictor throws, the fallback answers
        move(engine, ONE, 0.0);
        move(engine, ONE, 0.0);
    }

    private void badBars(TradingEngine engine) {
        move(engine, ONE, 5.0);
        price.put(ONE, price.get(ONE) / 6.0);
        number.merge(ONE, 3, Integer::sum);
        move(engine, ONE, 0.0);
    }

    private void sameTime() {
        int level = Math.max(number.get(ONE), number.get(TWO));
        number.put(ONE, level);
        number.put(TWO, level);
    }

    private void lateFill(TradingEngine engine) {
        sameTime();
        for (int i = 0; i < 3; i++) {
            move(engine, TWO, -0.01);
            move(engine, ONE, -0.01);
        }
        refuseCancel = true;
        move(engine, TWO, 0.01);
        engine.kill("tester", "drill", KillVerdict.OnTrip.KEEP);
        look();
        move(engine, TWO, 0.0);
        refuseCancel = false;
        engine.reconcile("tester", "once more");
        look();
        engine.rearm("tester", "drill over", engine.latchStatus().stamp());
        look();
    }

    private void fullJournal(TradingEngine engine) {
        full = true;
        move(engine, TWO, 0.0);
        clock.advanceTo(clock.instant().plusSeconds(5));
        look();
        full = false;
        move(engine, TWO, 0.0);
        engine.rearm("tester", "there is room again", engine.latchStatus().stamp());
    }

    /** A run whose second symbol's bar is late and whose model hangs, looked at while it does. */
    private void sideBySide(TradingEngine engine) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        engine.swapModel(hangs(release, hanging));
        sameTime();
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            bars.add(next(ONE, 0.001));
            Bar second = next(TWO, 0.001);
            if (i > 0) {
                bars.add(second);
            }
        }
        var run = threads.submit(
                () -> engine.run(TestModels.source(bars), threads, Duration.ofMillis(300), decision -> {}));
        assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
        clock.advanceTo(clock.instant().plusSeconds(1));
        look();
        run.get(20, TimeUnit.SECONDS);
        release.countDown();
        look();
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private static ServingModel hangs(CountDownLatch release, CountDownLatch hanging) {
        Thread caller = Thread.currentThread();
        return TestModels.of("MOVE-1m-3", SYMBOLS, frame -> {
            if (Thread.currentThread() == caller) {
                return 0.5; // the rehearsal before the swap
            }
            hanging.countDown();
            try {
                release.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0.5;
        });
    }

    @Test
    void stalenessMovesWithTheClockAndWithoutARequest() {
        TradingEngine engine = TradingEngine.builder(
                        EngineConfig.builder(MINUTE, SYMBOLS).build(), clock)
                .latch(latch)
                .model(model("MOVE-1m-1", 0.01))
                .meterRegistry(meters)
                .build();
        Bar bar = next(ONE, 0.0);
        clock.advanceTo(bar.closeTime());
        engine.onBar(bar);
        assertThat(staleness(ONE)).isZero();
        assertThat(staleness(TWO)).as("no bar yet").isNaN();
        clock.advanceTo(bar.closeTime().plusMillis(12_500));
        assertThat(staleness(ONE)).isEqualTo(12.5);
        engine.close();
    }

    private double staleness(Symbol symbol) {
        return meters.get("levibot.ml.feature.staleness")
                .tag("symbol", symbol.name())
                .gauge()
                .value();
    }

    @Test
    void eventsWithoutRoomInTheReserveAreCounted() {
        TradingEngine engine = TradingEngine.builder(
                        EngineConfig.builder(MINUTE, SYMBOLS).build(), clock)
                .latch(latch)
                .journal(journal)
                .meterRegistry(meters)
                .build();
        full = true;
        for (int i = 0; i <= EventBus.RESERVE; i++) {
            engine.stop("tester");
        }
        assertThat(meters.get("levibot.journal.reserve").gauge().value()).isEqualTo(EventBus.RESERVE);
        assertThat(meters.get("levibot.journal.lost.events").functionCounter().count())
                .isEqualTo(1.0);
        assertThat(meters.get("levibot.journal.failures").functionCounter().count())
                .isEqualTo(EventBus.RESERVE + 1.0);
        engine.close();
    }
}
