package io.levibot.api;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * How a headline is judged to move an asset.
 *
 * @param headline the headline
 * @param asset asset code such as {@code BTC}, or {@code MKT} for the market as a whole; 1 to 12 of A-Z 0-9
 * @param impact expected direction and strength, -1 (very bad) to 1 (very good)
 * @param horizon how long the impact is expected to last
 * @param confidence how sure the scorer is, 0 to 1; not a calibrated probability
 * @param scoredAt when this score was first made (a cached score keeps its first time)
 * @param scorer name and version of model and prompt, for example {@code gpt-4o-mini/prompt-1}
 * @param origin whether the score was computed now or came from a cache
 * @since 0.1.0
 */
public record SentimentScore(
        Headline headline,
        String asset,
        double impact,
        Horizon horizon,
        double confidence,
        Instant scoredAt,
        String scorer,
        Origin origin)
        implements SentimentResult {
    private static final Pattern ASSET = Pattern.compile("[A-Z0-9]{1,12}");

    /**
     * How long an impact lasts.
     *
     * @since 0.1.0
     */
    public enum Horizon {
        /** Hours. */
        INTRADAY,
        /** About a day. */
        DAILY,
        /** About a week. */
        WEEKLY;

        /** Returns the lower-case name that leaves the process. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where a score came from.
     *
     * @since 0.1.0
     */
    public enum Origin {
        /** Computed for this request. */
        COMPUTED,
        /** Read from a cache. */
        CACHED
    }

    /** @throws IllegalArgumentException if a value is NaN or out of range */
    public SentimentScore {
        Objects.requireNonNull(headline, "headline");
        Objects.requireNonNull(asset, "asset");
        Objects.requireNonNull(horizon, "horizon");
        Objects.requireNonNull(scoredAt, "scoredAt");
        Objects.requireNonNull(scorer, "scorer");
        Objects.requireNonNull(origin, "origin");
        if (!ASSET.matcher(asset).matches()) {
            throw new IllegalArgumentException("sentiment asset '" + asset + "': allowed are 1 to 12 of A-Z 0-9");
        }
        if (!(impact >= -1.0 && impact <= 1.0)) {
            throw new IllegalArgumentException("sentiment impact " + impact + ": allowed is -1 to 1");
        }
        if (!(confidence >= 0.0 && confidence <= 1.0)) {
            throw new IllegalArgumentException("sentiment confidence " + confidence + ": allowed is 0 to 1");
        }
    }

    /**
     * Returns the first instant at which a live system could have used this score: the latest of published, received and
     * scored.
     */
    public Instant availableAt() {
        Instant latest = headline.publishedAt();
        if (headline.receivedAt().isAfter(latest)) {
            latest = headline.receivedAt();
        }
        return scoredAt.isAfter(latest) ? scoredAt : latest;
    }
}
