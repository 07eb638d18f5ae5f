package io.levibot.engine;

import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.Decision;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSource;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A symbol whose feed died costs the others three rounds of waiting, not all of them, and loses none of its own protection. */
@Timeout(60)
final class SilentSymbolTest {
    private static final Symbol LIVELY = Symbol.of("AAAUSDT");
    private static final Symbol SILENT = Symbol.of("BBBUSDT");
    /** So long that no look at the clock makes a bar old. */
    private static final BarInterval DAY = BarInterval.parse("1d");

    private static final Duration LIMIT = Duration.ofHours(1);
    private static final Duration LOOK = Duration.ofMinutes(3);

    private static Instant open(int number) {
        return START.plus(Duration.ofDays(number));
    }

    private static Bar bar(Symbol symbol, int number, double open, double close) {
        return new Bar(
                symbol, open(number), open(number + 1), open, Math.max(open, close), Math.min(open, close), close, 1.0);
    }

    /** Goes on by three minutes whenever it is looked at: an hour is twenty looks. */
    private static final class LookedAt implements InstantSource {
        private final AtomicLong looks = new AtomicLong();

        @Override
        public Instant instant() {
            return START.plus(LOOK.multipliedBy(looks.getAndIncrement()));
        }
    }

    /** A bar, and how many decisions must have been made before a feed gives it. */
    private record Given(Bar bar, int decisionsBefore) {}

    /** Gives each bar once enough was decided; meanwhile it blocks, as a feed does. */
    private static final class Feed implements BarSource {
        private final Iterator<Given> bars;
        private final Semaphore decided;
        private int awaited;

        Feed(List<Given> bars, Semaphore decided) {
            this.bars = bars.iterator();
            this.decided = decided;
        }

        @Override
        public @Nullable Bar next() {
            if (!bars.hasNext()) {
                return null;
            }
            Given next = bars.next();
            decided.acquireUninterruptibly(next.decisionsBefore - awaited);
            awaited = next.decisionsBefore;
            return next.bar;
        }

        @Override
        public void close() {}
    }

    /** Both for three bars; then only one for six; then a late bar of the other through its stop; then both again. */
    private static List<Given> bars() {
        List<Given> bars = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            bars.add(new Given(bar(LIVELY, i, 100, 100), 2 * i));
            bars.add(new Given(bar(SILENT, i, 100 + i, 101 + i), 2 * i));
        }
        for (int i = 3; i < 9; i++) {
            bars.add(new Given(bar(LIVELY, i, 100, 100), 6 + i - 3));
        }
        bars.add(new Given(bar(SILENT, 7, 103, 97), 12));
        bars.add(new Given(bar(LIVELY, 9, 100, 100), 13));
        bars.add(new Given(bar(SILENT, 9, 97, 97), 13));
        return bars;
    }

    @Test
    void isWaitedForThreeRoundsAndNotAgainUntilItSpeaks() throws Exception {
        List<EngineEvent> events = Collections.synchronizedList(new ArrayList<>());
        List<Decision> decisions = new ArrayList<>();
        Semaphore decided = new Semaphore(0);
        LookedAt clock = new LookedAt();
        ExecutorService threads = Executors.newFixedThreadPool(3);
        EngineConfig config = EngineConfig.builder(DAY, List.of(LIVELY, SILENT))
                .limits(RiskLimits.builder().stopLossFraction(0.01).build())
                .stallAfter(Duration.ofDays(300))
                .build();
        try (TradingEngine engine = TradingEngine.builder(config, clock)
                .latch(KillLatch.inMemory(clock))
                .model(TestModels.of(
                        "SILENT-1d-1", DAY, List.of(LIVELY, SILENT), frame -> frame.value(0) > 0.0 ? 0.9 : 0.5))
                .listener(events::add)
                .build()) {
            engine.start("tester");
            engine.run(new Feed(bars(), decided), threads, LIMIT, decision -> {
                decisions.add(decision);
                decided.release();
            });
        } finally {
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
        for (int i = 3; i < 9; i++) {
            Duration waited = Duration.between(receivedAt(events, LIVELY, i - 1), receivedAt(events, LIVELY, i));
            if (i < 3 + BarRounds.SILENT_AFTER_ROUNDS) {
                assertThat(waited).as("round %d waits", i).isGreaterThanOrEqualTo(LIMIT);
            } else {
                assertThat(waited).as("round %d does not", i).isLessThan(LIMIT);
            }
        }
        assertThat(events.stream()
                        .filter(EngineEvent.BarsMissed.class::isInstance)
                        .map(event -> ((EngineEvent.BarsMissed) event).closeTime()))
                .as("missed all the same, and waited for again once it has spoken")
                .containsExactlyElementsOf(closes(3, 8));
        Decision stop = decisions.get(12);
        assertThat(stop.symbol()).isEqualTo(SILENT);
        assertThat(stop.reasons().get(0).code()).isEqualTo(Reason.STOP_LOSS.code());
        assertThat(stop.orders()).hasSize(1);
    }

    private static List<Instant> closes(int from, int to) {
        List<Instant> closes = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            closes.add(open(i + 1));
        }
        return closes;
    }

    private static Instant receivedAt(List<EngineEvent> events, Symbol symbol, int number) {
        return events.stream()
                .filter(EngineEvent.BarReceived.class::isInstance)
                .map(EngineEvent.BarReceived.class::cast)
                .filter(event -> event.bar().symbol().equals(symbol)
                        && event.bar().openTime().equals(open(number)))
                .findFirst()
                .orElseThrow()
                .at();
    }
}
