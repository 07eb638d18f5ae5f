package io.levibot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict.OnTrip;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.risk.KillLatch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Threads that a host interrupts, as every pool does that is shut down, while they decide, kill and close. */
class InterruptedEngineTest {
    private static final Instant START = Instant.parse("2024-03-01T00:00:00Z");

    @TempDir
    private Path directory;

    @AfterEach
    void forgetInterrupt() {
        Thread.interrupted();
    }

    private static EngineConfig config() {
        return EngineConfig.builder(TestModels.MINUTE, List.of(TestModels.BTC)).build();
    }

    private static void decide(TradingEngine engine, SimulatedClock clock, int from, int to) {
        for (int i = from; i < to; i++) {
            var bar = TestModels.bar(TestModels.BTC, i, 100 + i, 101 + i);
            clock.advanceTo(bar.closeTime());
            engine.onBar(bar);
        }
    }

    @Test
    void aJournalOutlivesTheInterruptOfItsThread() {
        SimulatedClock clock = new SimulatedClock(START);
        Path journal = directory.resolve("journal.jsonl");
        Thread.currentThread().interrupt();
        TradingEngine engine = TradingEngine.builder(config(), clock)
                .latch(KillLatch.inMemory(clock))
                .model(TestModels.momentum())
                .journal(JournalWriter.create(journal))
                .build();
        engine.start("tester");
        decide(engine, clock, 0, 5);
        assertThat(Thread.interrupted()).as("the interrupt is kept").isTrue();
        decide(engine, clock, 5, 8);
        assertThat(engine.latchStatus().state()).isEqualTo(KillState.ARMED);
        Thread.currentThread().interrupt();
        engine.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(JournalVerifier.verify(journal).status()).isEqualTo(Verification.Status.SEALED);
    }

    @Test
    void aKillByAnInterruptedThreadHoldsAfterARestart() {
        SimulatedClock clock = new SimulatedClock(START);
        KillLatch.initialise(directory, clock);
        TradingEngine engine = TradingEngine.builder(config(), clock)
                .stateDirectory(directory)
                .model(TestModels.momentum())
                .build();
        engine.start("tester");
        decide(engine, clock, 0, 5);
        Thread.currentThread().interrupt();
        assertThat(engine.kill("tester", "a drill", OnTrip.KEEP).problem()).isEmpty();
        decide(engine, clock, 5, 7);
        engine.close();
        assertThat(Thread.interrupted()).isTrue();
        try (TradingEngine again = TradingEngine.builder(config(), clock)
                .stateDirectory(directory)
                .model(TestModels.momentum())
                .build()) {
            assertThat(again.latchStatus().state()).isEqualTo(KillState.HALTED);
            assertThat(again.latchStatus().source()).isEqualTo("operator:tester");
        }
    }
}
