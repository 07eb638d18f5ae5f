package io.levibot.calibration.threshold;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.PositionSide;
import io.levibot.api.Prediction;
import io.levibot.api.Reason;
import io.levibot.api.Signal;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.PositionView;
import io.levibot.api.spi.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HysteresisPolicyTest {
    private static final double MAX_WIDTH = 0.125;
    private static final HysteresisPolicy POLICY =
            new HysteresisPolicy(new PolicyState(new Thresholds(0.625, 0.5), MAX_WIDTH, true));

    private record Book(PositionSide side, int barsHeld, double openReturn) implements PositionView {
        static final Book FLAT = new Book(PositionSide.FLAT, 0, 0.0);
        static final Book LONG = new Book(PositionSide.LONG, 3, 0.01);
    }

    @ParameterizedTest
    @CsvSource({
        "0.6251, FLAT, ENTRY",
        "0.625, FLAT, HOLD",
        "0.1, FLAT, HOLD",
        "0.9, LONG, HOLD",
        "0.5, LONG, HOLD",
        "0.4999, LONG, EXIT"
    })
    void entersAboveAndLeavesBelowAndBothStrictly(double probability, PositionSide side, Signal signal) {
        Verdict verdict = POLICY.decide(sure(probability), new Book(side, 0, 0.0));

        assertThat(verdict.signal()).isEqualTo(signal);
    }

    @Test
    void abstainsOnAnIntervalWiderThanIsAcceptedWhateverItHolds() {
        Prediction limit = new Prediction(0, 0.75, 0.6875, 0.6875 + MAX_WIDTH);
        Prediction wide = new Prediction(0, 0.75, 0.6875, Math.nextUp(0.6875 + MAX_WIDTH));
        Prediction wideAndLow = new Prediction(0, 0.25, 0.125, 0.5);

        assertThat(POLICY.decide(limit, Book.FLAT).signal()).isEqualTo(Signal.ENTRY);
        assertThat(POLICY.decide(wide, Book.FLAT)).isEqualTo(new Verdict(Signal.ABSTAIN, Reason.WIDE_INTERVAL));
        assertThat(POLICY.decide(wideAndLow, Book.LONG)).isEqualTo(new Verdict(Signal.ABSTAIN, Reason.WIDE_INTERVAL));
    }

    @Test
    void abstainsWithoutAProbability() {
        assertThat(POLICY.decide(Prediction.none(), Book.FLAT))
                .isEqualTo(new Verdict(Signal.ABSTAIN, Reason.SCORE_INVALID));
        assertThat(POLICY.decide(Prediction.none(), Book.LONG))
                .isEqualTo(new Verdict(Signal.ABSTAIN, Reason.SCORE_INVALID));
    }

    @Test
    void whereNothingWasViableItNeverEntersAndLeavesWhatIsHeld() {
        HysteresisPolicy none = new HysteresisPolicy(PolicyState.noneViable(1));

        assertThat(none.decide(sure(1), Book.FLAT)).isEqualTo(new Verdict(Signal.HOLD, Reason.NO_VIABLE_THRESHOLD));
        assertThat(none.decide(sure(0.999), Book.LONG).signal()).isEqualTo(Signal.EXIT);
    }

    private static Prediction sure(double probability) {
        return new Prediction(0, probability, probability, probability);
    }
}
