package io.levibot.api;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Length of a bar. Bars lie on a grid that starts at the epoch: an open time is a whole multiple of the length.
 *
 * @param length a whole number of seconds, from one second to seven days
 * @since 0.1.0
 */
public record BarInterval(Duration length) {
    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})([smhd])");
    private static final Duration LONGEST = Duration.ofDays(7);
    private static final double SECONDS_PER_YEAR = 365.0 * 24 * 3600;

    /** @throws IllegalArgumentException if the length is not a whole number of seconds from 1 s to 7 d */
    public BarInterval {
        Objects.requireNonNull(length, "length");
        if (length.compareTo(Duration.ofSeconds(1)) < 0 || length.compareTo(LONGEST) > 0 || length.getNano() != 0) {
            throw new IllegalArgumentException(
                    "bar interval " + length + ": allowed is a whole number of seconds from 1s to 7d");
        }
    }

    /**
     * Reads {@code 30s}, {@code 15m}, {@code 4h} or {@code 1d}.
     *
     * @param text a number without leading zeros and a unit
     * @return the interval
     * @throws IllegalArgumentException if the text is not of that form
     */
    public static BarInterval parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "bar interval '" + text + "': allowed are forms such as 30s, 15m, 4h, 1d");
        }
        long number = Long.parseLong(matcher.group(1));
        return new BarInterval(
                switch (matcher.group(2).charAt(0)) {
                    case 's' -> Duration.ofSeconds(number);
                    case 'm' -> Duration.ofMinutes(number);
                    case 'h' -> Duration.ofHours(number);
                    default -> Duration.ofDays(number);
                });
    }

    /** Returns the length in milliseconds. */
    public long millis() {
        return length.toMillis();
    }

    /**
     * @param openTime a bar's open time
     * @return its close time, which is the open time of the next bar on the grid
     */
    public Instant closeOf(Instant openTime) {
        return openTime.plus(length);
    }

    /**
     * @param time any time
     * @return whether it lies on the grid
     */
    public boolean isAligned(Instant time) {
        return time.getNano() == 0 && Math.floorMod(time.getEpochSecond(), length.toSeconds()) == 0;
    }

    /** Returns how many bars a year of 365 days has, markets never closing; used to annualise. */
    public double barsPerYear() {
        return SECONDS_PER_YEAR / length.toSeconds();
    }

    /** Returns the form that {@link #parse} reads, in the largest unit that divides the length. */
    @Override
    public String toString() {
        long seconds = length.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
