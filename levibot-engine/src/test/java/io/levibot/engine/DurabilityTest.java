package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Bar;
import io.levibot.api.KillState;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.execution.Order;
import io.levibot.engine.journal.JournalException;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the journal is forced to the device for, and what happens if that fails. */
final class DurabilityTest {
    private final SimulatedClock clock = new SimulatedClock(START);
    private final List<String> told = new ArrayList<>();
    private final KillLatch latch = KillLatch.inMemory(clock);
    private final ScriptedBroker broker = new ScriptedBroker();
    private boolean deviceFails;

    private final EventSink journal = new EventSink() {
        @Override
        public void append(EngineEvent event) {
            told.add(event.getClass().getSimpleName());
        }

        @Override
        public void sync() {
            if (deviceFails) {
                throw new JournalException("the device fails");
            }
            told.add("sync");
        }

        @Override
        public void close() {}
    };

    private TradingEngine started(Durability durability) {
        TradingEngine engine = TradingEngine.builder(
                        EngineConfig.builder(MINUTE, List.of(BTC))
                                .limits(RiskLimits.unlimited())
                                .build(),
                        clock)
                .latch(latch)
                .model(TestModels.ofReturn("BTCUSDT-1m-00000000000000aa", frame -> 0.9))
                .broker(broker)
                .journal(journal)
                .durability(durability)
                .build();
        engine.start("tester");
        return engine;
    }

    private void close(TradingEngine engine, int number, double price) {
        Bar bar = TestModels.bar(BTC, number, price, price);
        clock.advanceTo(bar.closeTime());
        engine.onBar(bar);
    }

    @Test
    void withPowerTheDeviceHasAnOrderBeforeItLeavesAndEveryBarBeforeItsDecisionIsReturned() {
        try (TradingEngine engine = started(Durability.POWER)) {
            close(engine, 0, 100.0);
            close(engine, 1, 100.0);
            assertThat(broker.submitted).hasSize(1);
            assertThat(told).containsSubsequence("OrderSubmitted", "sync", "Decided", "Marked", "sync");
            assertThat(told.get(told.indexOf("OrderSubmitted") + 1)).isEqualTo("sync");
            assertThat(told).endsWith("Marked", "sync");
            close(engine, 2, 1000.0); // an outlier
            assertThat(told.get(told.indexOf("BarRefused") + 1)).isEqualTo("sync");
        }
    }

    @Test
    void withoutItNoBarWaitsForTheDevice() {
        try (TradingEngine engine = started(Durability.PROCESS)) {
            told.clear();
            close(engine, 0, 100.0);
            close(engine, 1, 100.0);
            assertThat(broker.submitted).hasSize(1);
            assertThat(told).contains("OrderSubmitted").doesNotContain("sync");
        }
    }

    @Test
    void anEntryThatTheDeviceDoesNotHaveDoesNotLeaveAndPositionsMayOnlyBeReduced() {
        try (TradingEngine engine = started(Durability.POWER)) {
            close(engine, 0, 100.0);
            deviceFails = true;
            close(engine, 1, 100.0);
            assertThat(broker.submitted).isEmpty();
            close(engine, 2, 100.0);
            assertThat(latch.state()).isEqualTo(KillState.REDUCE_ONLY);
            assertThat(broker.submitted).extracting(Order::intent).isEmpty();
            assertThat(engine.health().causes()).anyMatch(cause -> cause.startsWith("JOURNAL_UNAVAILABLE"));
            deviceFails = false;
        }
    }
}
