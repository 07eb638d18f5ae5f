package io.levibot.sentiment.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.SentimentFailure.Kind;
import io.levibot.api.SentimentScore;
import io.levibot.api.spi.PluginConfig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Retries, deadline, budget and breaker, with scripted attempts and a clock that waits move. */
class PatientEndpointTest {
    private static final Attempt JUDGED =
            new Attempt.Judged(new Judgement("BTC", 0.5, SentimentScore.Horizon.DAILY, 0.9), 100);
    private static final Attempt DOWN = new Attempt.Passing(Kind.UNAVAILABLE, "down");
    private static final Attempt WRONG_KEY = new Attempt.Lasting(Kind.REJECTED_REQUEST, "401");
    private static final Attempt REFUSED = new Attempt.Unjudged(Kind.REFUSED, "refused", 50);
    private static final HeadlineText TEXT = HeadlineText.of(Scorers.headline("x"));

    private final MutableClock clock = new MutableClock();
    private final Script script = new Script();
    private final List<Duration> waits = new ArrayList<>();

    @Test
    void triesAgainAfterAPassingFailureWithGrowingWaits() {
        script.then(DOWN, DOWN, JUDGED);

        assertThat(endpoint("max-retries", "2").ask(TEXT)).isInstanceOf(Outcome.Scored.class);
        assertThat(waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
    }

    @Test
    void marksTheScoreWithTheTimeOfTheAnswer() {
        script.then(DOWN, JUDGED);

        Outcome outcome = endpoint("max-retries", "2").ask(TEXT);

        assertThat(((Outcome.Scored) outcome).score().scoredAt()).isEqualTo(Scorers.NOW.plusMillis(500));
    }

    @Test
    void givesUpWithTheLastFailure() {
        script.then(DOWN, limited(null));

        assertFailed(endpoint("max-retries", "1").ask(TEXT), Kind.RATE_LIMITED);
        assertThat(script.asked).hasSize(2);
    }

    @Test
    void doesNotRepeatWhatWillFailAgain() {
        script.then(WRONG_KEY);
        assertFailed(endpoint("max-retries", "5").ask(TEXT), Kind.REJECTED_REQUEST);
        script.then(REFUSED);
        assertFailed(endpoint("max-retries", "5").ask(TEXT), Kind.REFUSED);

        assertThat(script.asked).hasSize(2);
        assertThat(waits).isEmpty();
    }

    @Test
    void waitsAsLongAsItIsAsked() {
        script.then(limited(Duration.ofSeconds(3)), JUDGED);

        assertThat(endpoint("max-retry-wait", "PT5S").ask(TEXT)).isInstanceOf(Outcome.Scored.class);
        assertThat(waits).containsExactly(Duration.ofSeconds(3));
    }

    @Test
    void leavesAServiceAloneThatAsksForALongerWaitThanIsAllowed() {
        script.then(limited(Duration.ofMinutes(20)), JUDGED);
        PatientEndpoint endpoint = endpoint("max-retry-wait", "PT5S");

        assertFailed(endpoint.ask(TEXT), Kind.RATE_LIMITED);
        assertThat(waits).isEmpty();
        clock.advance(Duration.ofMinutes(19));
        assertFailed(endpoint.ask(TEXT), Kind.BREAKER_OPEN);
        assertThat(script.asked).hasSize(1);
        clock.advance(Duration.ofMinutes(1));
        assertThat(endpoint.ask(TEXT)).isInstanceOf(Outcome.Scored.class);
    }

    @Test
    void obeysAnAskedWaitForAnHourAtMost() {
        script.then(limited(Duration.ofDays(1)), JUDGED);
        PatientEndpoint endpoint = endpoint();

        assertFailed(endpoint.ask(TEXT), Kind.RATE_LIMITED);
        clock.advance(Duration.ofHours(1));
        assertThat(endpoint.ask(TEXT)).isInstanceOf(Outcome.Scored.class);
    }

    @Test
    void keepsItsDeadlineOverAllAttempts() {
        script.taking(Duration.ofSeconds(4)).then(DOWN, DOWN, DOWN, DOWN);

        assertFailed(
                endpoint("deadline", "PT10S", "timeout", "PT5S", "max-retries", "5")
                        .ask(TEXT),
                Kind.UNAVAILABLE);

        // 0 to 4 s, wait 0.5, 4.5 to 8.5, wait 1, 9.5 to 13.5: the third attempt is only given the half second that is
        // left.
        assertThat(script.asked).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(500));
    }

    @Test
    void doesNotWaitBeyondItsDeadline() {
        script.then(limited(Duration.ofSeconds(8)), JUDGED);

        assertFailed(endpoint("deadline", "PT8S").ask(TEXT), Kind.RATE_LIMITED);
        assertThat(waits).isEmpty();
    }

    @Test
    void opensAfterFailuresInARowAndClosesAfterAProbe() {
        PatientEndpoint endpoint = endpoint("max-retries", "0", "breaker-failures", "3", "breaker-pause", "PT1M");
        script.then(DOWN, WRONG_KEY, limited(null));
        for (int i = 0; i < 3; i++) {
            endpoint.ask(TEXT);
        }

        assertFailed(endpoint.ask(TEXT), Kind.BREAKER_OPEN);
        clock.advance(Duration.ofMinutes(1));
        script.then(DOWN);
        assertFailed(endpoint.ask(TEXT), Kind.UNAVAILABLE);
        assertFailed(endpoint.ask(TEXT), Kind.BREAKER_OPEN);
        clock.advance(Duration.ofMinutes(1));
        script.then(JUDGED, DOWN, JUDGED);
        assertThat(endpoint.ask(TEXT)).isInstanceOf(Outcome.Scored.class);
        assertFailed(endpoint.ask(TEXT), Kind.UNAVAILABLE);
        assertThat(endpoint.ask(TEXT)).isInstanceOf(Outcome.Scored.class);
    }

    @Test
    void headlinesThatGetNoJudgementDoNotOpenTheBreaker() {
        PatientEndpoint endpoint = endpoint("breaker-failures", "1");
        script.then(REFUSED, REFUSED, REFUSED, JUDGED);
        for (int i = 0; i < 3; i++) {
            assertFailed(endpoint.ask(TEXT), Kind.REFUSED);
        }

        assertThat(endpoint.ask(TEXT)).isInstanceOf(Outcome.Scored.class);
    }

    @Test
    void requestsGivenUpOnThisSideDoNotOpenTheBreaker() {
        PatientEndpoint endpoint = endpoint("breaker-failures", "1");
        script.then(new Attempt.Abandoned("interrupted"), JUDGED);

        assertFailed(endpoint.ask(TEXT), Kind.UNAVAILABLE);
        assertThat(endpoint.ask(TEXT)).isInstanceOf(Outcome.Scored.class);
    }

    @Test
    void countsEveryRequestAgainstTheBudgetRetriesToo() {
        PatientEndpoint endpoint = endpoint("budget-requests-per-day", "3", "max-retries", "1");
        script.then(DOWN, JUDGED, JUDGED, JUDGED);

        assertThat(endpoint.ask(TEXT)).isInstanceOf(Outcome.Scored.class);
        assertThat(endpoint.ask(TEXT)).isInstanceOf(Outcome.Scored.class);
        assertFailed(endpoint.ask(TEXT), Kind.BUDGET_EXHAUSTED);
        assertThat(script.asked).hasSize(3);
    }

    @Test
    void stopsWhenTheTokensOfTheDayAreSpentAndGoesOnTheNextDay() {
        PatientEndpoint endpoint = endpoint("budget-tokens-per-day", "150");
        script.then(JUDGED, REFUSED, JUDGED);

        endpoint.ask(TEXT);
        endpoint.ask(TEXT);
        assertFailed(endpoint.ask(TEXT), Kind.BUDGET_EXHAUSTED);
        clock.advance(Duration.ofHours(12));
        assertThat(endpoint.ask(TEXT)).isInstanceOf(Outcome.Scored.class);
    }

    @Test
    void aSpentBudgetDoesNotUseUpTheProbeOfTheBreaker() {
        PatientEndpoint endpoint =
                endpoint("max-retries", "0", "breaker-failures", "1", "budget-requests-per-day", "1");
        script.then(DOWN, JUDGED);
        assertFailed(endpoint.ask(TEXT), Kind.UNAVAILABLE);
        clock.advance(Duration.ofMinutes(1));
        assertFailed(endpoint.ask(TEXT), Kind.BUDGET_EXHAUSTED);
        clock.advance(Duration.ofHours(12));

        assertThat(endpoint.ask(TEXT)).isInstanceOf(Outcome.Scored.class);
    }

    @Test
    void aSpentBudgetDoesNotCloseTheBreaker() {
        PatientEndpoint endpoint =
                endpoint("max-retries", "0", "breaker-failures", "2", "budget-requests-per-day", "2");
        script.then(DOWN, DOWN, DOWN);
        endpoint.ask(TEXT);
        endpoint.ask(TEXT);
        clock.advance(Duration.ofMinutes(1));
        assertFailed(endpoint.ask(TEXT), Kind.BUDGET_EXHAUSTED);
        clock.advance(Duration.ofHours(12));

        assertFailed(endpoint.ask(TEXT), Kind.UNAVAILABLE);
        assertFailed(endpoint.ask(TEXT), Kind.BREAKER_OPEN);
    }

    @Test
    void anInterruptedWaitEndsAndKeepsTheInterrupt() {
        script.then(DOWN, JUDGED);
        PatientEndpoint endpoint = new PatientEndpoint(
                script,
                limits(),
                wait -> {
                    throw new InterruptedException();
                },
                clock);

        assertFailed(endpoint.ask(TEXT), Kind.UNAVAILABLE);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aCloseEndsTheWait() {
        CloseSignal closing = new CloseSignal();
        closing.close();
        script.then(DOWN, JUDGED);

        assertFailed(new PatientEndpoint(script, limits(), closing, clock).ask(TEXT), Kind.UNAVAILABLE);
        assertThat(script.asked).hasSize(1);
    }

    private static Attempt limited(@Nullable Duration askedWait) {
        return new Attempt.Passing(new Outcome.Failed(Kind.RATE_LIMITED, "429"), askedWait);
    }

    private static void assertFailed(Outcome outcome, Kind kind) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.kind()).isEqualTo(kind));
    }

    private PatientEndpoint endpoint(String... pairs) {
        return new PatientEndpoint(
                script,
                limits(pairs),
                wait -> {
                    waits.add(wait);
                    clock.advance(wait);
                    return true;
                },
                clock);
    }

    private static OpenAiSettings.Limits limits(String... pairs) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return OpenAiSettings.read(PluginConfig.of(new OpenAiSentimentProvider(), values), name -> null)
                .limits();
    }

    private final class Script implements Endpoint {
        private final Deque<Attempt> attempts = new ArrayDeque<>();
        private final List<Duration> asked = new ArrayList<>();
        private Duration duration = Duration.ZERO;

        void then(Attempt... next) {
            attempts.addAll(Arrays.asList(next));
        }

        Script taking(Duration each) {
            duration = each;
            return this;
        }

        @Override
        public Attempt ask(HeadlineText text, Duration timeout) {
            asked.add(timeout);
            clock.advance(duration);
            return attempts.remove();
        }

        @Override
        public void close() {
            attempts.clear();
        }
    }
}
