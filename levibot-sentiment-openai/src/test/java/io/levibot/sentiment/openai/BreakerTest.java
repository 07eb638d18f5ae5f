package io.levibot.sentiment.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final MutableClock clock = new MutableClock();

    @Test
    void letsOneProbeThroughAtATime() {
        Breaker breaker = new Breaker(1, PAUSE, clock);
        breaker.failed();
        clock.advance(PAUSE);

        assertThat(breaker.letsThrough()).isTrue();
        assertThat(breaker.letsThrough()).isFalse();
        breaker.succeeded();
        assertThat(breaker.letsThrough()).isTrue();
        assertThat(breaker.letsThrough()).isTrue();
    }

    @Test
    void anAbandonedProbeMayBeTakenByAnother() {
        Breaker breaker = new Breaker(1, PAUSE, clock);
        breaker.failed();
        clock.advance(PAUSE);
        assertThat(breaker.letsThrough()).isTrue();
        breaker.abandoned();

        assertThat(breaker.letsThrough()).isTrue();
    }

    @Test
    void aSuccessForgetsEarlierFailures() {
        Breaker breaker = new Breaker(2, PAUSE, clock);
        breaker.failed();
        breaker.succeeded();
        breaker.failed();

        assertThat(breaker.letsThrough()).isTrue();
    }

    @Test
    void aStragglerDoesNotShortenTheWaitThatTheServiceAskedFor() {
        Breaker breaker = new Breaker(1, PAUSE, clock);
        breaker.failedAskingFor(Duration.ofMinutes(10));
        breaker.failed();
        clock.advance(Duration.ofMinutes(9));

        assertThat(breaker.letsThrough()).isFalse();
    }

    @Property
    void neverStaysShutOnceTheLongestPauseIsOver(@ForAll("reports") List<Integer> reports) {
        MutableClock time = new MutableClock();
        Breaker breaker = new Breaker(3, PAUSE, time);
        for (int report : reports) {
            if (breaker.letsThrough()) {
                switch (report) {
                    case 0 -> breaker.succeeded();
                    case 1 -> breaker.failed();
                    case 2 -> breaker.failedAskingFor(Duration.ofMinutes(5));
                    default -> breaker.abandoned();
                }
            }
            time.advance(Duration.ofSeconds(7L * report));
        }
        time.advance(Duration.ofMinutes(5));

        assertThat(breaker.letsThrough()).isTrue();
    }

    @Provide
    Arbitrary<List<Integer>> reports() {
        return Arbitraries.integers().between(0, 3).list().ofMaxSize(40);
    }

    @Test
    void aBudgetIsNotRefilledByAClockThatStepsBack() {
        clock.set(Instant.parse("2024-03-01T00:00:01Z"));
        DailyBudget budget = new DailyBudget(1, Long.MAX_VALUE, clock);
        assertThat(budget.takeRequest()).isTrue();
        clock.set(Instant.parse("2024-02-29T23:59:59Z"));
        assertThat(budget.takeRequest()).isFalse();
        clock.set(Instant.parse("2024-03-01T23:59:59Z"));
        assertThat(budget.takeRequest()).isFalse();
        clock.set(Instant.parse("2024-03-02T00:00:00Z"));
        assertThat(budget.takeRequest()).isTrue();
    }

    @Test
    void aBudgetOfNothingAllowsNothing() {
        assertThat(new DailyBudget(0, Long.MAX_VALUE, clock).takeRequest()).isFalse();
        assertThat(new DailyBudget(Long.MAX_VALUE, 0, clock).takeRequest()).isFalse();
    }
}
