package io.levibot.engine.label;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.CostModel;
import io.levibot.engine.internal.Json;
import io.levibot.engine.internal.JsonFields;
import io.levibot.engine.label.TripleBarrier.Ambiguity;
import io.levibot.engine.label.TripleBarrier.Timeout;
import io.levibot.engine.label.TripleBarrier.Touch;

/** The JSON form of label definitions. */
final class LabelJson {
    private static final String COMPONENT = "label";
    private static final String DIRECTION = "horizon_direction";
    private static final String COST_AWARE = "cost_aware";
    private static final String TRIPLE_BARRIER = "triple_barrier";
    private static final double MAX = Double.MAX_VALUE;

    private LabelJson() {}

    static JsonNode write(LabelDefinition definition) {
        ObjectNode root = Json.object();
        if (definition instanceof HorizonDirection direction) {
            return root.put("type", DIRECTION).put("horizonBars", direction.horizonBars());
        }
        if (definition instanceof CostAware costAware) {
            root.put("type", COST_AWARE).put("horizonBars", costAware.horizonBars());
            root.putObject("costs")
                    .put("feeBps", costAware.costs().feeBps())
                    .put("halfSpreadBps", costAware.costs().halfSpreadBps())
                    .put("slippageBps", costAware.costs().slippageBps());
            return root;
        }
        TripleBarrier barrier = (TripleBarrier) definition;
        return root.put("type", TRIPLE_BARRIER)
                .put("horizonBars", barrier.horizonBars())
                .put("profitMultiple", barrier.profitMultiple())
                .put("stopMultiple", barrier.stopMultiple())
                .put("volatilityBars", barrier.volatilityBars())
                .put("touch", barrier.touch().name())
                .put("ambiguity", barrier.ambiguity().name())
                .put("timeout", barrier.timeout().name());
    }

    static LabelDefinition read(JsonNode json, String where) {
        JsonFields root = JsonFields.of(json, COMPONENT, where);
        String type = root.text("type");
        int horizon = (int) root.integer("horizonBars", 1, LabelDefinition.MAX_HORIZON_BARS);
        LabelDefinition definition = switch (type) {
            case DIRECTION -> new HorizonDirection(horizon);
            case COST_AWARE -> new CostAware(horizon, costs(root.object("costs")));
            case TRIPLE_BARRIER -> barrier(root, horizon);
            default ->
                throw root.refuse(
                        "type",
                        "is '" + type + "'; one of " + DIRECTION + ", " + COST_AWARE + ", " + TRIPLE_BARRIER
                                + " is expected");
        };
        root.end();
        return definition;
    }

    private static CostModel costs(JsonFields fields) {
        try {
            CostModel costs = new CostModel(
                    fields.number("feeBps"), fields.number("halfSpreadBps"), fields.number("slippageBps"));
            fields.end();
            return costs;
        } catch (IllegalArgumentException e) {
            throw fields.refuse("is refused: " + e.getMessage());
        }
    }

    private static TripleBarrier barrier(JsonFields root, int horizon) {
        try {
            return new TripleBarrier(
                    root.number("profitMultiple", 0.0, MAX),
                    root.number("stopMultiple", 0.0, MAX),
                    (int) root.integer("volatilityBars", 2, LabelDefinition.MAX_HORIZON_BARS),
                    horizon,
                    root.choice("touch", Touch.class),
                    root.choice("ambiguity", Ambiguity.class),
                    root.choice("timeout", Timeout.class));
        } catch (IllegalArgumentException e) {
            throw root.refuse("is refused: " + e.getMessage());
        }
    }
}
