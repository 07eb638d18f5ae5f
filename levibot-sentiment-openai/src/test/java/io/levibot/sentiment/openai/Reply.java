package io.levibot.sentiment.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response of the pretended service.
 *
 * @param status HTTP status
 * @param headers response headers
 * @param body response body
 */
record Reply(int status, Map<String, String> headers, String body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String GOOD_ANSWER = "{\"asset\":\"BTC\",\"impact\":0.6,\"horizon\":\"daily\",\"confidence\":0.8}";

    static Reply good() {
        return answering(GOOD_ANSWER);
    }

    /** Returns a completion whose message has that content. */
    static Reply answering(String content) {
        return completion("stop", content, null);
    }

    static Reply completion(String finishReason, @Nullable String content, @Nullable String refusal) {
        ObjectNode body = JSON.createObjectNode();
        body.put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("created", 1_709_294_400)
                .put("model", "m");
        ArrayNode choices = body.putArray("choices");
        ObjectNode choice = choices.addObject();
        choice.put("index", 0).put("finish_reason", finishReason).putNull("logprobs");
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", content)
                .put("refusal", refusal);
        body.putObject("usage")
                .put("prompt_tokens", 200)
                .put("completion_tokens", 30)
                .put("total_tokens", 230);
        return new Reply(200, Map.of("content-type", "application/json"), body.toString());
    }

    static Reply error(int status, String type, @Nullable String code, String message) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .putNull("param")
                .put("code", code);
        return new Reply(status, Map.of("content-type", "application/json"), body.toString());
    }

    Reply with(String header, String value) {
        Map<String, String> all = new HashMap<>(headers);
        all.put(header, value);
        return new Reply(status, Map.copyOf(all), body);
    }
}
