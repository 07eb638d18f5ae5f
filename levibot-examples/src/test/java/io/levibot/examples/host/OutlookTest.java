package io.levibot.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Decision;
import io.levibot.api.DecisionSource;
import io.levibot.api.KillState;
import io.levibot.api.Prediction;
import io.levibot.api.Reason;
import io.levibot.api.Signal;
import io.levibot.api.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutlookTest {
    private static final Duration FRESH = Duration.ZERO;
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private static Decision decision(Signal signal, String... orders) {
        return new Decision(
                Symbol.of("BTCUSDT"),
                Instant.parse("2024-01-01T00:00:00Z"),
                signal,
                signal == Signal.ABSTAIN ? List.of(Reason.WARMING_UP) : List.of(),
                DecisionSource.MODEL,
                new Prediction(0.1, 0.6, 0.6, 0.6),
                null,
                "bundle-1",
                Duration.ZERO,
                List.of(orders),
                List.of());
    }

    @Test
    void aFreshDecisionUnderAnArmedLatchIsShownAsItWasMade() {
        for (Signal signal : Signal.values()) {
            Outlook now = Outlook.of(decision(signal), KillState.ARMED, LIMIT, LIMIT);
            assertThat(now.signal()).isEqualTo(signal);
            assertThat(now.prediction().probability()).isEqualTo(0.6);
        }
    }

    @Test
    void underAHaltedLatchNothingIsSignalledEvenIfTheOrderLeftBefore() {
        for (Decision decision : List.of(
                decision(Signal.ENTRY), decision(Signal.ENTRY, "E1"), decision(Signal.HOLD), decision(Signal.EXIT))) {
            Outlook now = Outlook.of(decision, KillState.HALTED, FRESH, LIMIT);
            assertThat(now.signal()).isEqualTo(Signal.ABSTAIN);
            assertThat(now.reasons()).first().isEqualTo(Reason.KILLED);
        }
    }

    @Test
    void aProtectiveExitThatLeftUnderAHaltedLatchStaysAnExit() {
        Outlook now = Outlook.of(decision(Signal.EXIT, "P1"), KillState.HALTED, FRESH, LIMIT);

        assertThat(now.signal()).isEqualTo(Signal.EXIT);
        assertThat(now.reasons()).contains(Reason.KILLED);
    }

    @Test
    void underReduceOnlyAnEntryIsHeldAndAnExitGoesOn() {
        assertThat(Outlook.of(decision(Signal.ENTRY), KillState.REDUCE_ONLY, FRESH, LIMIT)
                        .signal())
                .isEqualTo(Signal.HOLD);
        assertThat(Outlook.of(decision(Signal.EXIT), KillState.REDUCE_ONLY, FRESH, LIMIT)
                        .signal())
                .isEqualTo(Signal.EXIT);
    }

    @Test
    void aStaleDecisionSaysNothingAndNamesStalenessFirst() {
        Outlook now = Outlook.of(decision(Signal.ENTRY), KillState.HALTED, LIMIT.plusMillis(1), LIMIT);

        assertThat(now.signal()).isEqualTo(Signal.ABSTAIN);
        assertThat(now.prediction().hasProbability()).isFalse();
        assertThat(now.reasons().stream().map(Reason::code)).containsExactly("STALE_FEATURE", "KILLED");
    }
}
