package io.levibot.sentiment.openai;

import com.openai.core.http.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads how long a service asks to be left alone: retry-after-ms, else retry-after in seconds or as an HTTP date (RFC 9110). */
final class RetryAfter {
    // Beyond any bound that is applied to it, and far from overflow.
    private static final Duration LONGEST = Duration.ofDays(1);

    private RetryAfter() {}

    /** Returns the wait, zero to a day; null if none is asked for or the value cannot be read. */
    static @Nullable Duration read(Headers headers, InstantSource clock) {
        Duration milliseconds = number(first(headers, "retry-after-ms"), 1.0);
        if (milliseconds != null) {
            return milliseconds;
        }
        String text = first(headers, "retry-after");
        Duration seconds = number(text, 1_000.0);
        return seconds != null ? seconds : date(text, clock.instant());
    }

    private static @Nullable String first(Headers headers, String name) {
        List<String> values = headers.values(name);
        return values.isEmpty() ? null : values.get(0).strip();
    }

    private static @Nullable Duration number(@Nullable String text, double millisecondsPerUnit) {
        // Only what RFC 9110 and the service write: parseDouble alone would take hexadecimal, NaN and a type suffix.
        if (text == null || !text.matches("[0-9]{1,12}(?:\\.[0-9]{1,12})?")) {
            return null;
        }
        // Twelve digits of seconds are far from the end of a long.
        long milliseconds = (long) Math.ceil(Double.parseDouble(text) * millisecondsPerUnit);
        return Duration.ofMillis(Math.min(milliseconds, LONGEST.toMillis()));
    }

    private static @Nullable Duration date(@Nullable String text, Instant now) {
        if (text == null) {
            return null;
        }
        try {
            Instant until = OffsetDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(now, until);
            if (wait.isNegative()) {
                return Duration.ZERO;
            }
            return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
