package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.LevibotException;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class EngineHealthTest {
    private final SimulatedClock clock = new SimulatedClock(START);
    private final KillLatch latch = KillLatch.inMemory(clock);
    private boolean full;

    private TradingEngine engine(@Nullable ServingModel model) {
        EventSink journal = new EventSink() {
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
        EngineConfig config = EngineConfig.builder(MINUTE, List.of(BTC))
                .stallAfter(Duration.ofSeconds(5))
                .build();
        return TradingEngine.builder(config, clock)
                .latch(latch)
                .model(model)
                .journal(journal)
                .build();
    }

    private void bar(TradingEngine engine, int number) {
        clock.advanceTo(START.plusSeconds(60L * (number + 1)));
        engine.onBar(TestModels.bar(BTC, number, 100, 100));
    }

    private static List<String> words(List<String> causes) {
        return causes.stream()
                .map(cause -> cause.substring(0, cause.indexOf(':')))
                .toList();
    }

    private static void check(
            TradingEngine engine, List<String> notLive, List<String> notReady, List<String> notAllowed) {
        EngineHealth health = engine.health();
        assertThat(words(health.notLive())).isEqualTo(notLive);
        assertThat(words(health.notReady())).isEqualTo(notReady);
        assertThat(words(health.notAllowed())).isEqualTo(notAllowed);
        assertThat(health.live()).isEqualTo(notLive.isEmpty());
        assertThat(health.ready()).isEqualTo(notReady.isEmpty());
        assertThat(health.tradingAllowed()).isEqualTo(notAllowed.isEmpty());
        assertThat(health.causes()).isEqualTo(health.notAllowed());
    }

    @Test
    void threeAnswersEachWithTheirCauses() {
        TradingEngine engine = engine(null);
        check(
                engine,
                List.of(),
                List.of("MODEL_MISSING", "WARMING_UP"),
                List.of("MODEL_MISSING", "WARMING_UP", "NOT_STARTED"));
        bar(engine, 0);
        check(engine, List.of(), List.of("MODEL_MISSING"), List.of("MODEL_MISSING", "NOT_STARTED"));
        engine.swapModel(TestModels.momentum());
        engine.start("tester");
        check(engine, List.of(), List.of(), List.of());

        clock.advanceTo(clock.instant().plusSeconds(121));
        check(engine, List.of(), List.of(), List.of("STALE_FEATURE"));
        bar(engine, 3);
        engine.kill("tester", "drill", KillVerdict.OnTrip.KEEP);
        check(engine, List.of(), List.of(), List.of("KILLED"));
        engine.rearm("tester", "drill over", engine.latchStatus().stamp());
        full = true;
        bar(engine, 4);
        EngineHealth broken = engine.health();
        assertThat(words(broken.notAllowed())).contains("JOURNAL_UNAVAILABLE");
        assertThat(broken.ready()).isTrue();
        full = false;
        engine.close();
        assertThat(words(engine.health().notLive())).containsExactly("CLOSED");
        assertThat(engine.health().ready()).isFalse();
        assertThat(engine.health().tradingAllowed()).isFalse();
    }

    @Test
    void aPredictorThatHangsIsFoundFromAnotherThreadAndTripsTheLatch() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch hanging = new CountDownLatch(1);
        TradingEngine engine = engine(TestModels.ofReturn("BTCUSDT-1m-00000000000000ee", frame -> {
            hanging.countDown();
            try {
                release.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 0.9;
        }));
        engine.start("tester");
        bar(engine, 0);
        ExecutorService feeder = Executors.newSingleThreadExecutor();
        try {
            clock.advanceTo(START.plusSeconds(120));
            var decision = feeder.submit(() -> engine.onBar(TestModels.bar(BTC, 1, 100, 101)));
            assertThat(hanging.await(10, TimeUnit.SECONDS)).isTrue();
            clock.advanceTo(START.plusSeconds(125));
            assertThat(engine.health().live()).as("at the limit").isTrue();
            clock.advanceTo(START.plusSeconds(126));
            check(engine, List.of("STALLED"), List.of("STALLED"), List.of("STALLED", "KILLED"));
            assertThat(latch.state()).isEqualTo(KillState.HALTED);
            assertThat(latch.status().source()).isEqualTo("stall");
            release.countDown();
            assertThat(decision.get(10, TimeUnit.SECONDS).orders())
                    .as("what the hung model says no longer becomes an order")
                    .isEmpty();
            assertThat(words(engine.health().notAllowed())).containsExactly("KILLED");
        } finally {
            release.countDown();
            feeder.shutdown();
        }
    }
}
