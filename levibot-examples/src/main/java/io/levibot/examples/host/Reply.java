package io.levibot.examples.host;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A JSON object on its way out. What is not a finite number leaves as null: JSON knows no NaN. Used by one thread. */
final class Reply {
    private final ObjectNode json;

    private Reply(ObjectNode json) {
        this.json = json;
    }

    static Reply empty() {
        return new Reply(JsonNodeFactory.instance.objectNode());
    }

    Reply with(String name, @Nullable String text) {
        json.put(name, text);
        return this;
    }

    Reply with(String name, boolean flag) {
        json.put(name, flag);
        return this;
    }

    Reply with(String name, long number) {
        json.put(name, number);
        return this;
    }

    Reply with(String name, double number) {
        if (Double.isFinite(number)) {
            json.put(name, number);
        } else {
            json.putNull(name);
        }
        return this;
    }

    Reply with(String name, Reply nested) {
        json.set(name, nested.json);
        return this;
    }

    Reply withTexts(String name, Iterable<String> texts) {
        ArrayNode array = json.putArray(name);
        texts.forEach(array::add);
        return this;
    }

    Reply withObjects(String name, Iterable<Reply> objects) {
        ArrayNode array = json.putArray(name);
        objects.forEach(object -> array.add(object.json));
        return this;
    }

    byte[] bytes() {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    void send(Context context, int status) {
        context.status(status);
        context.contentType("application/json;charset=utf-8");
        context.result(bytes());
    }
}
