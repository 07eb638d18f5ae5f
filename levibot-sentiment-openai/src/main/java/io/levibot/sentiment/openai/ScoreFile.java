package io.levibot.sentiment.openai;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.levibot.api.SentimentScore;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * Text of one kept score: a line of JSON, and a line with the SHA-256 of the first. The second line tells a damaged file from
 * an intact one; it is no protection against somebody who can write to the directory.
 */
final class ScoreFile {
    /** Longest file that is read. */
    static final int MAX_BYTES = 4_096;

    private static final String FORMAT = "levibot-sentiment-score/1";
    // The fast writer prints doubles alike on every JDK.
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private ScoreFile() {}

    static byte[] write(ScoreKey key, StoredScore score) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeStringField("key", key.hex());
            json.writeStringField("asset", score.judgement().asset());
            json.writeNumberField("impact", score.judgement().impact());
            json.writeStringField("horizon", score.judgement().horizon().name());
            json.writeNumberField("confidence", score.judgement().confidence());
            json.writeStringField("scoredAt", score.scoredAt().toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory does not fail", e);
        }
        String text = line.toString();
        return (text + "\n" + sha256(text) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param key the key that the file is named after
     * @param content the file
     * @return the score; empty if the content is not exactly what {@link #write} makes for that key
     */
    static Optional<StoredScore> read(ScoreKey key, byte[] content) {
        String[] lines = new String(content, StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length != 3 || !lines[2].isEmpty() || !lines[1].equals(sha256(lines[0]))) {
            return Optional.empty();
        }
        try {
            Map<String, String> fields = fields(lines[0]);
            if (!FORMAT.equals(fields.get("format")) || !key.hex().equals(fields.get("key"))) {
                return Optional.empty();
            }
            Judgement judgement = new Judgement(
                    fields.getOrDefault("asset", ""),
                    Double.parseDouble(fields.getOrDefault("impact", "")),
                    SentimentScore.Horizon.valueOf(fields.getOrDefault("horizon", "")),
                    Double.parseDouble(fields.getOrDefault("confidence", "")));
            return Optional.of(new StoredScore(judgement, Instant.parse(fields.getOrDefault("scoredAt", ""))));
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> fields(String line) throws IOException {
        Map<String, String> fields = new HashMap<>();
        try (JsonParser parser = JSON.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, parser.getText());
            }
        }
        return fields;
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
