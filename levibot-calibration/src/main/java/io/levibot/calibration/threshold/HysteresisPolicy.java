package io.levibot.calibration.threshold;

import io.levibot.api.Artifact;
import io.levibot.api.PositionSide;
import io.levibot.api.Prediction;
import io.levibot.api.Reason;
import io.levibot.api.Signal;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.PositionView;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Enters when a flat book's probability is above one threshold, leaves when a position's is below a lower one; in between
 * nothing changes. Both comparisons are strict. A prediction without a probability, or with an interval wider than is accepted,
 * abstains. Immutable.
 */
final class HysteresisPolicy implements ThresholdPolicy {
    private static final Verdict HOLD = Verdict.of(Signal.HOLD);
    private static final Verdict ENTRY = Verdict.of(Signal.ENTRY);
    private static final Verdict EXIT = Verdict.of(Signal.EXIT);
    private static final Verdict NOT_VIABLE = new Verdict(Signal.HOLD, Reason.NO_VIABLE_THRESHOLD);
    private static final Verdict NO_SCORE = new Verdict(Signal.ABSTAIN, Reason.SCORE_INVALID);
    private static final Verdict WIDE = new Verdict(Signal.ABSTAIN, Reason.WIDE_INTERVAL);

    private final PolicyState state;

    HysteresisPolicy(PolicyState state) {
        this.state = state;
    }

    @Override
    public Verdict decide(Prediction prediction, PositionView position) {
        if (!prediction.hasProbability()) {
            return NO_SCORE;
        }
        if (prediction.width() > state.maxWidth()) {
            return WIDE;
        }
        if (position.side() != PositionSide.FLAT) {
            return prediction.probability() < state.thresholds().exit() ? EXIT : HOLD;
        }
        if (!state.viable()) {
            return NOT_VIABLE;
        }
        return prediction.probability() > state.thresholds().entry() ? ENTRY : HOLD;
    }

    @Override
    public @Nullable Thresholds thresholds() {
        return state.viable() ? state.thresholds() : null;
    }

    @Override
    public Artifact state() {
        return state.artifact();
    }
}
