package io.levibot.sentiment.openai;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Name of a score: SHA-256 of everything that the score depends on. Another model, prompt, schema, list of assets or sampling
 * is another key, so that a cache never answers for a scorer it was not filled by.
 *
 * @param hex 64 lower-case hex digits
 */
record ScoreKey(String hex) {
    private static final String FORMAT = "levibot-sentiment/1";

    /**
     * @param settings what is asked, and how
     * @param text the headline; only its compared form counts
     * @return SHA-256 of the UTF-8 lines format, model, prompt version, schema version, assets, sampling and text, each ended
     *     by a line feed; none of them can hold one
     */
    static ScoreKey of(OpenAiSettings settings, HeadlineText text) {
        String lines = String.join(
                "\n",
                FORMAT,
                settings.model(),
                Prompt.VERSION,
                Prompt.SCHEMA_VERSION,
                String.join(",", settings.assets()),
                settings.sampling(),
                text.compared(),
                "");
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return new ScoreKey(HexFormat.of().formatHex(digest.digest(lines.getBytes(StandardCharsets.UTF_8))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Returns enough of the key to find it by, for a log line. */
    String brief() {
        return hex.substring(0, 12);
    }
}
