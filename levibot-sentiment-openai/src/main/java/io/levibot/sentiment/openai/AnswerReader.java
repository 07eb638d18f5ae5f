package io.levibot.sentiment.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.levibot.api.SentimentScore;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a model's answer against the schema it was asked for, because neither the service nor what is in front of it is trusted
 * to have kept to it: exactly the four fields, each once, of the right type and in range, and nothing after them.
 */
final class AnswerReader {
    /** A whole answer has under 100 characters. */
    static final int MAX_ANSWER_CHARACTERS = 2_000;

    private static final int MAX_TOKEN_CHARACTERS = 100;
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(1)
                    .maxStringLength(MAX_TOKEN_CHARACTERS)
                    .maxNameLength(MAX_TOKEN_CHARACTERS)
                    .maxNumberLength(MAX_TOKEN_CHARACTERS)
                    .build())
            .build();

    private final Set<String> assets;

    /** @param assets the codes that an answer may name */
    AnswerReader(List<String> assets) {
        this.assets = Set.copyOf(assets);
    }

    /**
     * @param answer what the model wrote
     * @return the judgement, or empty if it is not exactly of the schema
     */
    Optional<Judgement> read(String answer) {
        if (answer.length() > MAX_ANSWER_CHARACTERS) {
            return Optional.empty();
        }
        try (JsonParser parser = JSON.createParser(answer)) {
            Fields fields = new Fields();
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (!fields.read(name, parser)) {
                    return Optional.empty();
                }
            }
            boolean ended = parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
            return ended ? fields.judgement() : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private final class Fields {
        private final Set<String> seen = new HashSet<>();
        private String asset = "";
        private double impact = Double.NaN;
        private SentimentScore.@Nullable Horizon horizon;
        private double confidence = Double.NaN;

        boolean read(String name, JsonParser parser) throws IOException {
            seen.add(name);
            return switch (name) {
                case "asset" -> {
                    asset = text(parser);
                    yield assets.contains(asset);
                }
                case "impact" -> {
                    impact = number(parser);
                    yield impact >= -1.0 && impact <= 1.0;
                }
                case "horizon" -> {
                    horizon = horizon(text(parser));
                    yield horizon != null;
                }
                case "confidence" -> {
                    confidence = number(parser);
                    yield confidence >= 0.0 && confidence <= 1.0;
                }
                default -> false;
            };
        }

        Optional<Judgement> judgement() {
            SentimentScore.Horizon read = horizon;
            return seen.size() == 4 && read != null
                    ? Optional.of(new Judgement(asset, impact, read, confidence))
                    : Optional.empty();
        }
    }

    private static String text(JsonParser parser) throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : "";
    }

    /** Returns a number, or NaN (which no range holds) for anything else; -0 becomes 0. */
    private static double number(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        boolean number = token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT;
        return number ? parser.getDoubleValue() + 0.0 : Double.NaN;
    }

    private static SentimentScore.@Nullable Horizon horizon(String code) {
        for (SentimentScore.Horizon horizon : SentimentScore.Horizon.values()) {
            if (horizon.code().equals(code)) {
                return horizon;
            }
        }
        return null;
    }
}
