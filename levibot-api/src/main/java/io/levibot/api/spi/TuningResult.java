package io.levibot.api.spi;

import io.levibot.api.Artifact;
import io.levibot.api.Thresholds;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a threshold sweep. Every point that was tried is in it: the number of trials is what a later Sharpe ratio is
 * deflated by.
 *
 * @param policy saved state of the policy to serve; when nothing was viable it is a policy that never enters
 * @param chosen the chosen thresholds; null when nothing was viable
 * @param reason why these, or why none, for people
 * @param costImplied the thresholds that costs and average win and loss alone would set; null if they cannot be estimated
 * @param trials every point tried
 * @param effectiveTrials number of independent trials that the correlated ones amount to, 1 to trials (0 without trials)
 * @param overfitting probability of backtest overfitting of the sweep, in [0, 1]: how often the trial with the highest Sharpe ratio
 *     on half of the bars ranks in the lower half of all trials on the other half (combinatorially symmetric cross-validation; Bailey,
 *     Borwein, López de Prado and Zhu 2015). About 0.5 where the trials differ by luck alone; NaN if it was not measured
 * @since 0.1.0
 */
public record TuningResult(
        Artifact policy,
        @Nullable Thresholds chosen,
        String reason,
        @Nullable Thresholds costImplied,
        List<Trial> trials,
        double effectiveTrials,
        double overfitting) {

    /**
     * One point of the sweep.
     *
     * @param thresholds what was tried
     * @param sharpe Sharpe ratio per bar, not annualised, after costs; NaN if equity never moved
     * @param maxDrawdown largest fall of equity from its peak, a fraction in [0, 1]
     * @param totalReturn equity at the end over equity at the start, less 1
     * @param trades number of entries
     * @param score what the sweep ranks by, on its own scale; NaN if the point is not viable
     * @since 0.1.0
     */
    public record Trial(
            Thresholds thresholds, double sharpe, double maxDrawdown, double totalReturn, int trades, double score) {
        /** @throws IllegalArgumentException if trades is negative */
        public Trial {
            Objects.requireNonNull(thresholds, "thresholds");
            if (trades < 0) {
                throw new IllegalArgumentException("trades " + trades + " is negative");
            }
        }
    }

    /** Copies the list of trials. */
    public TuningResult {
        Objects.requireNonNull(policy, "policy");
        Objects.requireNonNull(reason, "reason");
        trials = List.copyOf(trials);
        if (!(effectiveTrials >= 0.0 && effectiveTrials <= trials.size())) {
            throw new IllegalArgumentException(
                    "effective trials " + effectiveTrials + ": allowed is 0 to " + trials.size());
        }
        if (overfitting < 0.0 || overfitting > 1.0) {
            throw new IllegalArgumentException(
                    "probability of overfitting " + overfitting + ": allowed is 0 to 1, or NaN");
        }
    }

    /** Makes the result of a sweep that does not measure its overfitting. */
    public TuningResult(
            Artifact policy,
            @Nullable Thresholds chosen,
            String reason,
            @Nullable Thresholds costImplied,
            List<Trial> trials,
            double effectiveTrials) {
        this(policy, chosen, reason, costImplied, trials, effectiveTrials, Double.NaN);
    }

    /** Returns whether a point was worth trading. */
    public boolean viable() {
        return chosen != null;
    }

    /** Returns the chosen thresholds, empty if nothing was viable. */
    public Optional<Thresholds> thresholds() {
        return Optional.ofNullable(chosen);
    }
}
