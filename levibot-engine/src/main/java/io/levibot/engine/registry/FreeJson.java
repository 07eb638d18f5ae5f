package io.levibot.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.levibot.engine.internal.Json;

/** JSON that the registry keeps for others. */
final class FreeJson {
    private FreeJson() {}

    /**
     * A copy in the very form in which it will be read back, so that writing, reading and writing again gives the same bytes
     * whatever node types the tree was built of.
     */
    static JsonNode object(String what, JsonNode node) {
        if (!node.isObject()) {
            throw new IllegalArgumentException(what + " is not a JSON object");
        }
        return Json.parse(Json.compact(node), "registry", what);
    }
}
