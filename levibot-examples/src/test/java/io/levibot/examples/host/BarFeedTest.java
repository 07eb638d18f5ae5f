package io.levibot.examples.host;

import static io.levibot.examples.host.HostFixture.BARS;
import static io.levibot.examples.host.HostFixture.BTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.Bar;
import io.levibot.api.DataException;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.SimulatedClock;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.bar.BarSource;
import io.levibot.engine.risk.KillLatch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BarFeedTest {
    private final SimulatedClock clock = new SimulatedClock(BARS.openTime(0));
    private final TradingEngine engine = TradingEngine.builder(
                    EngineConfig.builder(TinyModel.M15, List.of(BTC)).build(), clock)
            .latch(KillLatch.inMemory(clock))
            .build();

    /** Gives two bars, then does what the test says. */
    private abstract static class TwoBars implements BarSource {
        private int given;
        boolean closed;

        @Override
        public @Nullable Bar next() {
            return given < 2 ? BARS.bar(given++) : then();
        }

        abstract @Nullable Bar then();

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void setsTheClockBeforeEachBarAndEndsWithTheSource() {
        TwoBars source = new TwoBars() {
            @Override
            @Nullable
            Bar then() {
                return null;
            }
        };
        BarFeed feed = new BarFeed(source, engine, clock::advanceTo, Pace.ofSource());

        feed.run();

        assertThat(feed.status()).isEqualTo(new BarFeed.Status(BarFeed.State.ENDED, 2, ""));
        assertThat(clock.instant()).isEqualTo(BARS.closeTime(1));
        assertThat(source.closed).isTrue();
    }

    @Test
    void aSourceThatFailsIsReportedAndClosed() {
        TwoBars source = new TwoBars() {
            @Override
            Bar then() {
                throw new DataException("file", "torn at line 3");
            }
        };
        BarFeed feed = new BarFeed(source, engine, clock::advanceTo, Pace.ofSource());

        feed.run();

        assertThat(feed.status()).isEqualTo(new BarFeed.Status(BarFeed.State.FAILED, 2, "file: torn at line 3"));
        assertThat(source.closed).isTrue();
    }

    @Test
    void stopWakesASourceThatWaits() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        TwoBars source = new TwoBars() {
            @Override
            @Nullable
            Bar then() {
                waits.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return null;
            }
        };
        BarFeed feed = new BarFeed(source, engine, clock::advanceTo, Pace.ofSource());
        Thread thread = new Thread(feed);
        thread.start();
        assertThat(waits.await(30, TimeUnit.SECONDS)).isTrue();

        feed.stop();
        thread.join(30_000);

        assertThat(thread.isAlive()).isFalse();
        assertThat(feed.status().state()).isEqualTo(BarFeed.State.STOPPED);
    }

    @Test
    void paceSpreadsBarsAndMakesUpForLateOnes() throws Exception {
        Instant start = Instant.parse("2030-01-01T00:00:00Z");
        SimulatedClock real = new SimulatedClock(start);
        List<Duration> pauses = new ArrayList<>();
        Pace pace = Pace.barsPerSecond(4, real, time -> {
            pauses.add(time);
            real.advanceTo(real.instant().plus(time));
        });

        pace.awaitNext();
        pace.awaitNext();
        real.advanceTo(start.plusMillis(600));
        pace.awaitNext();
        pace.awaitNext();

        assertThat(pauses).containsExactly(Duration.ofMillis(250), Duration.ofMillis(150));
        assertThatThrownBy(() -> Pace.barsPerSecond(0, real, time -> {})).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pace.barsPerSecond(Double.NaN, real, time -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
