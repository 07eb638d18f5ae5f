package io.levibot.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.Symbol;
import io.levibot.engine.internal.Json;
import io.levibot.engine.internal.JsonFields;
import java.util.List;

/** The JSON form of golden rows. Doubles are printed so that they read back to the bit; a missing value is the text "NaN". */
final class GoldenJson {
    private static final String MISSING = "NaN";

    private GoldenJson() {}

    static byte[] write(List<GoldenRow> rows) {
        ObjectNode root = Json.object();
        ArrayNode array = root.putArray("rows");
        for (GoldenRow row : rows) {
            ObjectNode node = array.addObject()
                    .put("symbol", row.symbol().name())
                    .put("asOf", row.asOf().toString());
            ArrayNode lags = node.putArray("values");
            for (double[] values : row.values()) {
                ArrayNode lag = lags.addArray();
                for (double value : values) {
                    if (Double.isNaN(value)) {
                        lag.add(MISSING);
                    } else {
                        lag.add(value);
                    }
                }
            }
            node.put("rawScore", row.rawScore()).put("probability", row.probability());
        }
        return Json.pretty(root);
    }

    static List<GoldenRow> read(byte[] content, String component, String where) {
        JsonFields root = JsonFields.of(Json.parse(content, component, where), component, where);
        List<GoldenRow> rows =
                root.objects("rows").stream().map(GoldenJson::readRow).toList();
        root.end();
        return rows;
    }

    private static GoldenRow readRow(JsonFields row) {
        try {
            GoldenRow golden = new GoldenRow(
                    Symbol.of(row.text("symbol")),
                    row.instant("asOf"),
                    values(row),
                    row.number("rawScore"),
                    row.number("probability", 0.0, 1.0));
            row.end();
            return golden;
        } catch (IllegalArgumentException e) {
            throw row.refuse("is refused: " + e.getMessage());
        }
    }

    private static double[][] values(JsonFields row) {
        JsonNode lags = row.array("values");
        double[][] values = new double[lags.size()][];
        for (int lag = 0; lag < values.length; lag++) {
            JsonNode numbers = lags.get(lag);
            if (!numbers.isArray()) {
                throw row.refuse("values[" + lag + "]", "is no array");
            }
            values[lag] = new double[numbers.size()];
            for (int i = 0; i < numbers.size(); i++) {
                values[lag][i] = value(row, numbers.get(i), "values[" + lag + "][" + i + "]");
            }
        }
        return values;
    }

    private static double value(JsonFields row, JsonNode node, String name) {
        if (node.isNumber()) {
            return node.doubleValue();
        }
        if (node.isTextual() && node.textValue().equals(MISSING)) {
            return Double.NaN;
        }
        throw row.refuse(name, "is neither a number nor \"NaN\"");
    }
}
