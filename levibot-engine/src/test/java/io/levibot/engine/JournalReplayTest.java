package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.Symbol;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.engine.journal.JournalException;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalReplayTest {
    private static final Symbol ETH = Symbol.of("ETHUSDT");

    @TempDir
    private Path directory;

    private final ServingModel model = TestModels.momentum();
    private final ServingModel other = TestModels.ofReturn("BTCUSDT-1m-0000000000000011", frame -> 0.7);

    private JournalReplay replay() {
        return new JournalReplay(Plugins.of(), id -> id.equals(model.id()) ? model : other);
    }

    /** Two symbols, trades, stops, a drawdown source, operators, a trip from outside, a model swap. */
    private Path eventfulRun() {
        Path journal = directory.resolve("journal.jsonl");
        SimulatedClock clock = new SimulatedClock(START);
        KillLatch latch = KillLatch.inMemory(clock);
        TradingEngine engine = TradingEngine.builder(
                        EngineConfig.builder(MINUTE, List.of(BTC, ETH))
                                .limits(RiskLimits.builder()
                                        .stopLossFraction(0.02)
                                        .maxTradesPerHour(1000)
                                        .maxTradesPerDay(1000)
                                        .build())
                                .exposure(0.4)
                                .build(),
                        clock)
                .latch(latch)
                .model(model)
                .killSwitch(new AfterHalfAnHour())
                .journal(JournalWriter.create(journal))
                .build();
        SplittableRandom random = new SplittableRandom(7);
        double[] prices = {100.0, 10.0};
        engine.start("tester");
        for (int i = 0; i < 90; i++) {
            int s = 0;
            for (Symbol symbol : List.of(BTC, ETH)) {
                double before = prices[s];
                prices[s] = before * (1.0 + 0.02 * (random.nextDouble() - 0.5));
                Bar bar = TestModels.bar(symbol, i, before, prices[s]);
                clock.advanceTo(bar.closeTime());
                engine.onBar(bar);
                s++;
            }
            if (i == 20) {
                engine.flatten("tester", "drill");
            } else if (i == 40) {
                engine.rearm("tester", "looked at it", engine.latchStatus().stamp());
                engine.start("tester");
            } else if (i == 50) {
                engine.swapModel(other);
            } else if (i == 60) {
                latch.trip("outside", KillVerdict.trip(KillState.HALTED, "other process", KillVerdict.OnTrip.FLATTEN));
            } else if (i == 70) {
                engine.rearm("tester", "fine again", engine.latchStatus().stamp());
            } else if (i == 80) {
                engine.kill("tester", "enough", KillVerdict.OnTrip.FLATTEN);
            }
        }
        engine.close();
        return journal;
    }

    /** Trips once, by the clock: what no replay could find again by itself. */
    private static final class AfterHalfAnHour implements KillSwitch {
        private boolean done;

        @Override
        public String id() {
            return "half-hour";
        }

        @Override
        public KillVerdict check(EngineVitals vitals) {
            if (done || vitals.now().isBefore(START.plusSeconds(1800))) {
                return KillVerdict.clear();
            }
            done = true;
            return KillVerdict.trip(KillState.REDUCE_ONLY, "half an hour is over", KillVerdict.OnTrip.KEEP);
        }
    }

    @Test
    void replaysAnEventfulRunByteForByte() {
        Path journal = eventfulRun();
        JournalReplay.Outcome outcome = replay().replay(journal, directory.resolve("copy.jsonl"));
        assertThat(outcome.difference()).isEmpty();
        assertThat(outcome.identical()).isTrue();
        assertThat(outcome.events()).isGreaterThan(400);
    }

    @Test
    void tellsWhenAnotherModelWouldHaveDecidedOtherwise() {
        Path journal = eventfulRun();
        JournalReplay.Outcome outcome =
                new JournalReplay(Plugins.of(), id -> other).replay(journal, directory.resolve("copy.jsonl"));
        assertThat(outcome.identical()).isFalse();
        assertThat(outcome.difference()).startsWith("line ");
    }

    @Test
    void refusesToReplayABrokenJournal() throws IOException {
        Path journal = eventfulRun();
        String text = Files.readString(journal);
        Files.writeString(journal, text.replaceFirst("\"volume\":1.0", "\"volume\":2.0"));
        assertThatThrownBy(() -> replay().replay(journal, directory.resolve("copy.jsonl")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("BROKEN");
    }

    @Test
    void replaysAJournalWithACrashTailAsFarAsItIsIntact() throws IOException {
        Path journal = eventfulRun();
        byte[] all = Files.readAllBytes(journal);
        Files.write(journal, java.util.Arrays.copyOf(all, all.length * 2 / 3));
        assertThat(JournalVerifier.verify(journal).status()).isEqualTo(Verification.Status.OPEN);
        assertThat(replay().replay(journal, directory.resolve("copy.jsonl")).identical())
                .isTrue();
    }

    @Test
    void anyChangedByteOfAShortJournalIsFound() throws IOException {
        Path journal = directory.resolve("short.jsonl");
        SimulatedClock clock = new SimulatedClock(START);
        try (TradingEngine engine = TradingEngine.builder(
                        EngineConfig.builder(MINUTE, List.of(BTC)).build(), clock)
                .latch(KillLatch.inMemory(clock))
                .journal(JournalWriter.create(journal))
                .build()) {
            engine.start("tester");
            engine.onBar(TestModels.bar(BTC, 0, 100.0, 101.0));
        }
        byte[] intact = Files.readAllBytes(journal);
        assertThat(JournalVerifier.verify(journal).status()).isEqualTo(Verification.Status.SEALED);
        for (int at = 0; at < intact.length; at++) {
            byte[] changed = intact.clone();
            changed[at] ^= 1;
            Files.write(journal, changed);
            assertThat(JournalVerifier.verify(journal).status())
                    .as("byte %d", at)
                    .isNotEqualTo(Verification.Status.SEALED);
        }
    }

    @Test
    void aJournalCutAnywhereIsNeverSealed() throws IOException {
        Path journal = eventfulRun();
        byte[] intact = Files.readAllBytes(journal);
        String head = JournalVerifier.verify(journal).head();
        for (int length = 1; length < intact.length; length += 4999) {
            Files.write(journal, java.util.Arrays.copyOf(intact, length));
            Verification found = JournalVerifier.verify(journal);
            assertThat(found.status()).isNotEqualTo(Verification.Status.SEALED);
            if (!found.head().equals(head)) { // equal only where nothing but the seal is cut
                assertThat(JournalVerifier.verify(journal, head).status()).isEqualTo(Verification.Status.BROKEN);
            }
        }
    }

    @Test
    void aJournalThatWasNotClosedGoesOnWhereItsLastWholeLineEnded() throws IOException {
        Path journal = eventfulRun();
        byte[] all = Files.readAllBytes(journal);
        Files.write(journal, java.util.Arrays.copyOf(all, all.length / 2));
        long before = JournalVerifier.verify(journal).events();
        JournalWriter writer = JournalWriter.resume(journal);
        writer.append(new io.levibot.engine.event.EngineEvent.Closed(START));
        writer.close();
        Verification found = JournalVerifier.verify(journal);
        assertThat(found.status()).isEqualTo(Verification.Status.SEALED);
        assertThat(found.events()).isEqualTo(before + 1);
        assertThatThrownBy(() -> JournalWriter.resume(journal)).isInstanceOf(JournalException.class);
        assertThatThrownBy(() -> JournalWriter.create(journal))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("never overwritten");
    }

    @Test
    void aTextFileIsNoJournal() throws IOException {
        Path file = directory.resolve("notes.txt");
        Files.write(file, "hello\n".getBytes(StandardCharsets.UTF_8));
        assertThat(JournalVerifier.verify(file).status()).isEqualTo(Verification.Status.BROKEN);
        assertThatThrownBy(() -> JournalVerifier.verify(directory.resolve("missing")))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("does not exist");
    }
}
