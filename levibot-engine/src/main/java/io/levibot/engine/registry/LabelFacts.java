package io.levibot.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.engine.label.LabelDefinition;

/**
 * What a bundle's probability is the probability of.
 *
 * @param definition the label definition's own JSON; copied in and out
 * @param baseRate share of the label among the training rows, in [0, 1]
 * @param neutral the probability that means "no opinion", in [0, 1]: 0.5 for a two-way label, else the base rate
 * @since 0.1.0
 */
public record LabelFacts(JsonNode definition, double baseRate, double neutral) {
    private static final double TWO_WAY_NEUTRAL = 0.5;

    /** @throws IllegalArgumentException if a probability is NaN or outside [0, 1] */
    public LabelFacts {
        definition = FreeJson.object("label definition", definition);
        requireProbability("base rate", baseRate);
        requireProbability("neutral probability", neutral);
    }

    /**
     * @param definition the label
     * @param baseRate share of the label among the training rows, in [0, 1]
     * @return the facts, with the neutral probability that follows from them
     */
    public static LabelFacts of(LabelDefinition definition, double baseRate) {
        return new LabelFacts(definition.toJson(), baseRate, definition.twoWay() ? TWO_WAY_NEUTRAL : baseRate);
    }

    /** Returns a copy of the label definition's JSON. */
    @Override
    public JsonNode definition() {
        return definition.deepCopy();
    }

    private static void requireProbability(String what, double value) {
        if (!(value >= 0.0 && value <= 1.0)) {
            throw new IllegalArgumentException(what + " " + value + ": allowed is 0 to 1");
        }
    }
}
