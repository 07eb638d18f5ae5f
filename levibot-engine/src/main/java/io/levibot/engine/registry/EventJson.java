package io.levibot.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.ArtifactException;
import io.levibot.engine.internal.Json;
import io.levibot.engine.internal.JsonFields;
import org.jspecify.annotations.Nullable;

/** The JSON form of registry events. */
final class EventJson {
    private static final String COMPONENT = "registry";

    private EventJson() {}

    static ObjectNode write(RegistryEvent event) {
        ObjectNode node = Json.object()
                .put("sequence", event.sequence())
                .put("at", event.at().toString())
                .put("action", event.action().name())
                .put("bundle", event.bundle().value())
                .put("who", event.who())
                .put("why", event.why());
        event.overrideReason().ifPresent(reason -> node.put("override", reason));
        if (!event.gates().isEmpty()) {
            GateJson.write(node.putArray("gates"), event.gates());
        }
        ObjectNode aliases = node.putObject("aliases");
        event.aliases().champion().ifPresent(id -> aliases.put("champion", id.value()));
        event.aliases().challenger().ifPresent(id -> aliases.put("challenger", id.value()));
        event.aliases().previous().ifPresent(id -> aliases.put("previous", id.value()));
        return node;
    }

    static RegistryEvent read(JsonNode node, String where) {
        JsonFields fields = JsonFields.of(node, COMPONENT, where);
        try {
            RegistryEvent event = new RegistryEvent(
                    fields.integer("sequence", 1, Long.MAX_VALUE),
                    fields.instant("at"),
                    fields.choice("action", RegistryAction.class),
                    new BundleId(fields.text("bundle")),
                    fields.text("who"),
                    fields.text("why"),
                    fields.has("override") ? fields.text("override") : null,
                    fields.has("gates") ? GateJson.read(fields.objects("gates")) : java.util.List.of(),
                    aliases(fields.object("aliases")));
            fields.end();
            return event;
        } catch (IllegalArgumentException e) {
            throw new ArtifactException(COMPONENT, where + " is refused: " + e.getMessage(), e);
        }
    }

    private static Aliases aliases(JsonFields fields) {
        Aliases aliases = new Aliases(id(fields, "champion"), id(fields, "challenger"), id(fields, "previous"));
        fields.end();
        return aliases;
    }

    private static @Nullable BundleId id(JsonFields fields, String name) {
        return fields.has(name) ? new BundleId(fields.text(name)) : null;
    }
}
