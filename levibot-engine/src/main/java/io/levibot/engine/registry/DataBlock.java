package io.levibot.engine.registry;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Consecutive bars of the data that a bundle was made from.
 *
 * @param firstBar index of the first bar in the data, from 0
 * @param untilBar index after the last bar
 * @param from open time of the first bar
 * @param until close time of the last bar
 * @param barsSha256 SHA-256 in lower-case hex over times, prices and volumes of the bars: other prices of the same time are other
 *     data
 * @since 0.1.0
 */
public record DataBlock(long firstBar, long untilBar, Instant from, Instant until, String barsSha256) {
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    /** @throws IllegalArgumentException if the block is empty or its times do not rise */
    public DataBlock {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        if (firstBar < 0 || untilBar <= firstBar || !until.isAfter(from)) {
            throw new IllegalArgumentException("block of bars " + firstBar + " to " + untilBar + " over " + from
                    + " to " + until + ": allowed are blocks of at least one bar, indices from 0");
        }
        if (!SHA_256.matcher(barsSha256).matches()) {
            throw new IllegalArgumentException(
                    "hash '" + Texts.shown(barsSha256) + "' of bars: allowed are 64 digits 0-9 a-f");
        }
    }

    /** Returns the number of bars. */
    public long bars() {
        return untilBar - firstBar;
    }
}
