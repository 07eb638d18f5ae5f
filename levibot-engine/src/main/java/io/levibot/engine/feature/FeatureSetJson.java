package io.levibot.engine.feature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.BarInterval;
import io.levibot.api.FeatureSchema;
import io.levibot.api.FeatureSpec;
import io.levibot.api.MissingRule;
import io.levibot.api.Symbol;
import io.levibot.engine.feature.FeatureColumn.Origin;
import io.levibot.engine.internal.Json;
import io.levibot.engine.internal.JsonFields;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The JSON form of a feature set. */
final class FeatureSetJson {
    private static final int FORMAT = 1;

    private FeatureSetJson() {}

    static JsonNode write(FeatureSet set, List<FeatureColumn> columns) {
        ObjectNode root = Json.object();
        root.put("format", FORMAT);
        root.put("interval", set.interval().toString());
        ArrayNode features = root.putArray("features");
        for (FeatureColumn column : columns) {
            ObjectNode feature = features.addObject()
                    .put("name", column.name())
                    .put("origin", column.origin().name())
                    .put("maxAgeMillis", column.spec().maxAge().toMillis())
                    .put("missing", column.spec().missing().name());
            CrossSource source = column.cross();
            if (source != null) {
                feature.put("feature", source.feature());
                feature.put("symbol", source.symbol().name());
            }
        }
        ObjectNode parameters = root.putObject("parameters");
        set.parameters().forEach(parameters::put);
        root.putObject("fittedOn")
                .put("from", set.fittedOn().from().toString())
                .put("until", set.fittedOn().until().toString())
                .put("bars", set.fittedOn().bars());
        return root;
    }

    static FeatureSet read(JsonNode json, String where) {
        JsonFields root = JsonFields.of(json, FeatureSet.COMPONENT, where);
        root.integer("format", FORMAT, FORMAT);
        BarInterval interval = interval(root);
        List<FeatureColumn> columns = columns(root);
        FeatureSchema schema = schema(root, columns);
        SortedMap<String, Double> parameters = parameters(root, columns);
        FittedOn fittedOn = fittedOn(root.object("fittedOn"));
        root.end();
        return new FeatureSet(interval, columns, schema, parameters, fittedOn);
    }

    private static BarInterval interval(JsonFields root) {
        try {
            return BarInterval.parse(root.text("interval"));
        } catch (IllegalArgumentException e) {
            throw root.refuse("interval", String.valueOf(e.getMessage()));
        }
    }

    private static List<FeatureColumn> columns(JsonFields root) {
        List<FeatureColumn> columns = new ArrayList<>();
        for (JsonFields feature : root.objects("features")) {
            String name = feature.text("name");
            Origin origin = feature.choice("origin", Origin.class);
            Duration maxAge = Duration.ofMillis(feature.integer("maxAgeMillis", 1, Long.MAX_VALUE));
            MissingRule missing = feature.choice("missing", MissingRule.class);
            CrossSource source = origin == Origin.CROSS ? source(feature, name) : null;
            feature.end();
            if (origin == Origin.BARS != StandardFeatures.contains(name)) {
                throw feature.refuse(
                        "name",
                        "is '" + name + "': "
                                + (origin == Origin.BARS
                                        ? "this version has no such bar feature"
                                        : "that name belongs to a bar feature"));
            }
            try {
                columns.add(new FeatureColumn(new FeatureSpec(name, maxAge, missing), origin, source));
            } catch (IllegalArgumentException e) {
                throw feature.refuse("is refused: " + e.getMessage());
            }
        }
        return columns;
    }

    private static CrossSource source(JsonFields feature, String name) {
        CrossSource source;
        try {
            source = new CrossSource(feature.text("feature"), Symbol.of(feature.text("symbol")));
        } catch (IllegalArgumentException e) {
            throw feature.refuse("is refused: " + e.getMessage());
        }
        if (!source.column().equals(name)) {
            throw feature.refuse("name", "is '" + name + "': '" + source.column() + "' is expected for " + source);
        }
        return source;
    }

    private static FeatureSchema schema(JsonFields root, List<FeatureColumn> columns) {
        try {
            return new FeatureSchema(columns.stream().map(FeatureColumn::spec).toList());
        } catch (IllegalArgumentException e) {
            throw root.refuse("features", "are refused: " + e.getMessage());
        }
    }

    /** Exactly the parameters that the columns need. */
    private static SortedMap<String, Double> parameters(JsonFields root, List<FeatureColumn> columns) {
        JsonFields given = root.object("parameters");
        SortedMap<String, Double> parameters = new TreeMap<>();
        for (FeatureColumn column : columns) {
            if (!column.isExternal()) {
                for (String name : StandardFeatures.get(column.name()).parameters()) {
                    parameters.put(name, given.number(name));
                }
            }
        }
        given.end();
        requireOrdered(given, parameters);
        return parameters;
    }

    private static void requireOrdered(JsonFields given, Map<String, Double> parameters) {
        Double low = parameters.get(StandardFeatures.REGIME_LOW);
        Double high = parameters.get(StandardFeatures.REGIME_HIGH);
        if (low != null && high != null && (low < 0.0 || low > high)) {
            throw given.refuse("has regime borders " + low + " and " + high + "; 0 <= low <= high is expected");
        }
    }

    private static FittedOn fittedOn(JsonFields fields) {
        try {
            FittedOn range = new FittedOn(
                    fields.instant("from"), fields.instant("until"), fields.integer("bars", 1, Long.MAX_VALUE));
            fields.end();
            return range;
        } catch (IllegalArgumentException e) {
            throw fields.refuse("is refused: " + e.getMessage());
        }
    }
}
