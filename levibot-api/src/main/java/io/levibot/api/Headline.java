package io.levibot.api;

import java.time.Instant;
import java.util.Objects;

/**
 * A news headline to be scored. The text is untrusted: it is data for a scorer, never an instruction.
 *
 * @param text 1 to 1000 characters, not blank
 * @param source who published it, at most 100 characters; may be empty
 * @param publishedAt when it was published
 * @param receivedAt when this system first had it
 * @since 0.1.0
 */
public record Headline(String text, String source, Instant publishedAt, Instant receivedAt) {
    private static final int LONGEST_TEXT = 1000;
    private static final int LONGEST_SOURCE = 100;

    /** @throws IllegalArgumentException if the text is blank or a part is too long */
    public Headline {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(publishedAt, "publishedAt");
        Objects.requireNonNull(receivedAt, "receivedAt");
        if (text.isBlank() || text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "headline of " + text.length() + " characters: allowed are 1 to " + LONGEST_TEXT + ", not blank");
        }
        if (source.length() > LONGEST_SOURCE) {
            throw new IllegalArgumentException("headline source of " + source.length() + " characters: at most "
                    + LONGEST_SOURCE + " are allowed");
        }
    }
}
