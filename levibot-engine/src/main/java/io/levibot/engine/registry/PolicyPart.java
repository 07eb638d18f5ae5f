package io.levibot.engine.registry;

import io.levibot.api.Artifact;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.TuningResult;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The threshold policy of a bundle.
 *
 * @param plugin which policy plugin tuned it and restores it
 * @param artifact its saved state
 * @param chosen the chosen thresholds; null if no point of the sweep was worth trading
 * @param reason why these, or why none, for people
 * @param trials points of the sweep, 0 or more
 * @param effectiveTrials independent trials that those amount to, 0 to trials
 * @since 0.1.0
 */
public record PolicyPart(
        PluginFacts plugin,
        Artifact artifact,
        @Nullable Thresholds chosen,
        String reason,
        int trials,
        double effectiveTrials) {
    /** @throws IllegalArgumentException if a number of trials is out of range */
    public PolicyPart {
        Objects.requireNonNull(plugin, "plugin");
        Objects.requireNonNull(artifact, "artifact");
        Objects.requireNonNull(reason, "reason");
        if (trials < 0 || !(effectiveTrials >= 0.0 && effectiveTrials <= trials)) {
            throw new IllegalArgumentException(
                    "trials " + trials + ", effective " + effectiveTrials + ": allowed is 0 <= effective <= trials");
        }
    }

    /**
     * @param plugin which plugin tuned it
     * @param tuning the outcome of the sweep
     * @return the part
     */
    public static PolicyPart of(PluginFacts plugin, TuningResult tuning) {
        return new PolicyPart(
                plugin,
                tuning.policy(),
                tuning.chosen(),
                tuning.reason(),
                tuning.trials().size(),
                tuning.effectiveTrials());
    }

    /** Returns whether a point of the sweep was worth trading. */
    public boolean viable() {
        return chosen != null;
    }

    /** Returns the chosen thresholds, empty if nothing was viable. */
    public Optional<Thresholds> thresholds() {
        return Optional.ofNullable(chosen);
    }
}
