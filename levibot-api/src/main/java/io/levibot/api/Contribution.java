package io.levibot.api;

import java.util.Objects;

/**
 * How much one feature moved the raw score of one decision (a SHAP value).
 *
 * @param feature the feature's name
 * @param value the feature's value, NaN if missing
 * @param contribution additive share of the raw score, on the score's own scale; finite
 * @since 0.1.0
 */
public record Contribution(String feature, double value, double contribution) {
    /** @throws IllegalArgumentException if the contribution is not finite */
    public Contribution {
        Objects.requireNonNull(feature, "feature");
        if (!Double.isFinite(contribution)) {
            throw new IllegalArgumentException("contribution of " + feature + " is " + contribution + ", not finite");
        }
    }
}
