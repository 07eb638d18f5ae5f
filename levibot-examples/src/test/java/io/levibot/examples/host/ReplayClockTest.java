package io.levibot.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.engine.SimulatedClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReplayClockTest {
    private static final Instant HISTORY = Instant.parse("2013-11-25T00:00:00Z");
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final SimulatedClock real = new SimulatedClock(NOW);
    private final ReplayClock clock = new ReplayClock(HISTORY, real);

    @Test
    void standsAtTheNewestBarWithinASecond() {
        clock.advanceTo(HISTORY.plusSeconds(900));
        real.advanceTo(NOW.plusMillis(999));

        assertThat(clock.instant()).isEqualTo(HISTORY.plusSeconds(900));
    }

    @Test
    void goesOnInWholeSecondsWhenNoBarComes() {
        clock.advanceTo(HISTORY.plusSeconds(900));
        real.advanceTo(NOW.plusMillis(61_400));

        assertThat(clock.instant()).isEqualTo(HISTORY.plusSeconds(961));
    }

    @Test
    void theNextBarSetsItAnew() {
        real.advanceTo(NOW.plusSeconds(10));
        clock.advanceTo(HISTORY.plusSeconds(900));

        assertThat(clock.instant()).isEqualTo(HISTORY.plusSeconds(900));
    }

    @Test
    void neverGoesBack() {
        real.advanceTo(NOW.plusSeconds(10));
        clock.advanceTo(HISTORY.plusSeconds(5));

        assertThat(clock.instant()).isEqualTo(HISTORY.plusSeconds(10));
    }
}
