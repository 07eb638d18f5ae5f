package io.levibot.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecisionValuesTest {
    private static final Instant NOW = Instant.parse("2024-01-01T00:15:00Z");

    @Test
    void fixesTheCodesThatLeaveTheProcess() {
        assertThat(Arrays.stream(Signal.values()).map(Signal::code)).containsExactly(0, 1, 2, 3);
        assertThat(Signal.ABSTAIN.code()).isEqualTo(3);
        assertThat(KillState.ARMED.code()).isZero();
        assertThat(KillState.REDUCE_ONLY.code()).isEqualTo(1);
        assertThat(KillState.HALTED.code()).isEqualTo(2);
        assertThat(DecisionSource.FALLBACK.code()).isEqualTo(2);
        assertThat(PositionSide.SHORT.code()).isEqualTo(-1);
    }

    @Test
    void takesTheTighterKillState() {
        assertThat(KillState.REDUCE_ONLY.tighter(KillState.HALTED)).isEqualTo(KillState.HALTED);
        assertThat(KillState.HALTED.tighter(KillState.ARMED)).isEqualTo(KillState.HALTED);
        assertThat(KillState.ARMED.tighter(KillState.ARMED)).isEqualTo(KillState.ARMED);
    }

    @Test
    void aTripNeedsAReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KillVerdict.trip(KillState.HALTED, " ", KillVerdict.OnTrip.KEEP))
                .withMessageContaining("needs a reason");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KillVerdict.trip(KillState.ARMED, "x", KillVerdict.OnTrip.KEEP));
        assertThat(KillVerdict.clear().trips()).isFalse();
        assertThat(KillVerdict.trip(KillState.REDUCE_ONLY, "x", KillVerdict.OnTrip.FLATTEN)
                        .trips())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.6, 0.7", "0.5, 0.4, 0.45", "1.1, 1.0, 1.2", "0.5, NaN, 0.6", "NaN, 0.1, 0.2", "-0.1, -0.2, 0.1"
    })
    void refusesAnIntervalThatDoesNotHoldTheProbability(double probability, double lower, double upper) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prediction(0.0, probability, lower, upper))
                .withMessageContaining("0 <= lower <= probability <= upper <= 1");
    }

    @Test
    void aScoreWithoutAProbabilityIsAPrediction() {
        Prediction fallback = new Prediction(1.5, Double.NaN, Double.NaN, Double.NaN);

        assertThat(fallback.hasProbability()).isFalse();
        assertThat(fallback.width()).isNaN();
        assertThat(new Prediction(0.0, 0.5, 0.25, 0.75).width()).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0.5", "1.1, 0.5", "0.5, -0.1", "NaN, 0.5", "0.5, NaN"})
    void refusesThresholdsThatCross(double entry, double exit) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Thresholds(entry, exit))
                .withMessageContaining("0 <= exit <= entry <= 1");
    }

    @Test
    void confidenceIsTheDistanceFromEven() {
        // |0.7 - 0.5| x 2 and |0.25 - 0.5| x 2.
        assertThat(decision(Signal.HOLD, List.of(), sure(0.75)).confidence()).isEqualTo(0.5);
        assertThat(decision(Signal.HOLD, List.of(), sure(0.25)).confidence()).isEqualTo(0.5);
        assertThat(decision(Signal.ABSTAIN, List.of(Reason.KILLED), Prediction.none())
                        .confidence())
                .isNaN();
    }

    @Test
    void anAbstentionNeedsAReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decision(Signal.ABSTAIN, List.of(), Prediction.none()))
                .withMessageContaining("abstains without a reason");
    }

    @Test
    void doesNotChangeWithTheListsItWasMadeFrom() {
        List<Reason> reasons = new ArrayList<>(List.of(Reason.KILLED));
        Decision decision = decision(Signal.ABSTAIN, reasons, Prediction.none());
        reasons.clear();

        assertThat(decision.reasons()).containsExactly(Reason.KILLED);
        assertThat(decision.thresholds()).isEmpty();
        assertThat(decision.modelId()).isEmpty();
    }

    @Test
    void knowsEveryReasonThatItDeclares() {
        Set<String> declared = Arrays.stream(Reason.class.getFields())
                .filter(field -> Modifier.isStatic(field.getModifiers())
                        && field.getType().equals(Reason.class))
                .map(field -> field.getName())
                .collect(Collectors.toSet());

        assertThat(Reason.knownCodes()).isEqualTo(declared);
    }

    @Test
    void countsAPluginsOwnReasonAsOther() {
        assertThat(Reason.of("MOON_PHASE").tag()).isEqualTo("OTHER");
        assertThat(Reason.STALE_FEATURE.with("ret_1 is 31 minutes old").tag()).isEqualTo("STALE_FEATURE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lower", "9X", "A B", "A-B"})
    void refusesReasonCodesThatAreNoTags(String code) {
        assertThatIllegalArgumentException().isThrownBy(() -> Reason.of(code)).withMessageContaining("reason code");
    }

    @Test
    void cutsALongDetail() {
        assertThat(Reason.OUTLIER.with("x".repeat(1000)).detail()).hasSize(300);
        assertThatCode(() -> new Reason("OUTLIER", "x".repeat(300))).doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> new Reason("OUTLIER", "x".repeat(301)));
    }

    @Test
    void refusesAContributionThatIsNoNumber() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Contribution("ret_1", 1.0, Double.NaN))
                .withMessageContaining("ret_1");
    }

    @Test
    void namesTheComponentFirst() {
        LevibotException e = new DataException("bars", "line 3: no close");

        assertThat(e).hasMessage("bars: line 3: no close");
        assertThat(e.component()).isEqualTo("bars");
    }

    private static Prediction sure(double probability) {
        return new Prediction(0.0, probability, probability, probability);
    }

    private static Decision decision(Signal signal, List<Reason> reasons, Prediction prediction) {
        return new Decision(
                Symbol.of("BTCUSDT"),
                NOW,
                signal,
                reasons,
                DecisionSource.NONE,
                prediction,
                null,
                null,
                Duration.ZERO,
                List.of(),
                List.of());
    }
}
