package io.levibot.engine.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.engine.internal.JsonFields;
import java.util.List;

/** The JSON form of gate results. A figure that is not defined is left out. */
final class GateJson {
    private GateJson() {}

    static void write(ArrayNode array, List<GateResult> gates) {
        for (GateResult gate : gates) {
            ObjectNode node = array.addObject().put("name", gate.name()).put("required", gate.required());
            putDefined(node, "measured", gate.measured());
            putDefined(node, "bound", gate.bound());
            node.put("samples", gate.samples())
                    .put("trials", gate.trials())
                    .put("verdict", gate.verdict().name())
                    .put("detail", gate.detail());
        }
    }

    static List<GateResult> read(List<JsonFields> array) {
        return array.stream().map(GateJson::readOne).toList();
    }

    static void putDefined(ObjectNode node, String name, double value) {
        if (!Double.isNaN(value)) {
            node.put(name, value);
        }
    }

    static double defined(JsonFields fields, String name) {
        return fields.has(name) ? fields.number(name) : Double.NaN;
    }

    private static GateResult readOne(JsonFields gate) {
        GateResult result = new GateResult(
                gate.text("name"),
                gate.text("required"),
                defined(gate, "measured"),
                defined(gate, "bound"),
                gate.integer("samples", 0, Long.MAX_VALUE),
                gate.integer("trials", 0, Long.MAX_VALUE),
                gate.choice("verdict", GateVerdict.class),
                gate.text("detail"));
        gate.end();
        return result;
    }
}
