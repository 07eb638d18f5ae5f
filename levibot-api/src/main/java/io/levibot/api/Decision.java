package io.levibot.api;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the engine made of one bar of one symbol.
 *
 * <p>{@link Signal#ABSTAIN} is a full answer: the reasons say which evidence was missing, and the probability is then absent
 * (NaN), never a made-up 0.5.
 *
 * @param symbol the instrument
 * @param asOf close time of the bar that was decided
 * @param signal what the decision says
 * @param reasons why, most important first; never empty for {@link Signal#ABSTAIN}
 * @param source where the score came from
 * @param prediction raw score and calibrated probability; {@link Prediction#none} without a score
 * @param policyThresholds the thresholds of the policy that decided; null without a model
 * @param modelBundle id of the bundle that was asked; null without a model
 * @param staleness age of the newest feature data at the decision, zero or more
 * @param orders client ids of the orders that the decision led to, empty if none
 * @param contributions the features that moved the raw score most, largest first; empty unless asked for
 * @since 0.1.0
 */
public record Decision(
        Symbol symbol,
        Instant asOf,
        Signal signal,
        List<Reason> reasons,
        DecisionSource source,
        Prediction prediction,
        @Nullable Thresholds policyThresholds,
        @Nullable String modelBundle,
        Duration staleness,
        List<String> orders,
        List<Contribution> contributions) {

    /** @throws IllegalArgumentException if an ABSTAIN has no reason or the staleness is negative */
    public Decision {
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(asOf, "asOf");
        Objects.requireNonNull(signal, "signal");
        reasons = List.copyOf(reasons);
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(prediction, "prediction");
        Objects.requireNonNull(staleness, "staleness");
        orders = List.copyOf(orders);
        contributions = List.copyOf(contributions);
        if (signal == Signal.ABSTAIN && reasons.isEmpty()) {
            throw new IllegalArgumentException("decision of " + symbol + " at " + asOf + " abstains without a reason");
        }
        if (staleness.isNegative()) {
            throw new IllegalArgumentException("staleness " + staleness + " is negative");
        }
    }

    /** Returns the thresholds of the policy that decided. */
    public Optional<Thresholds> thresholds() {
        return Optional.ofNullable(policyThresholds);
    }

    /** Returns the id of the bundle that was asked. */
    public Optional<String> modelId() {
        return Optional.ofNullable(modelBundle);
    }

    /**
     * Returns |p - 0.5| x 2, in [0, 1], or NaN without a probability: how far the probability is from even, a number for people
     * and metrics. It says nothing of how sure the calibrator is; that is {@link Prediction#width}.
     */
    public double confidence() {
        return Math.abs(prediction.probability() - 0.5) * 2.0;
    }
}
