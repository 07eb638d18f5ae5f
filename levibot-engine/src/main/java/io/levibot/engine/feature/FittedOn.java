package io.levibot.engine.feature;

import io.levibot.api.DataException;
import io.levibot.engine.bar.BarSeries;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Which bars a feature set has learnt from. Whatever is evaluated with the set must lie after {@link #until}.
 *
 * @param from open time of the first bar
 * @param until close time of the last bar
 * @param bars number of bars, of all symbols together; 0 if nothing was learnt
 * @since 0.1.0
 */
public record FittedOn(Instant from, Instant until, long bars) {
    /** Nothing: of a set that has nothing to learn. */
    public static final FittedOn NOTHING = new FittedOn(Instant.EPOCH, Instant.EPOCH, 0);

    /** @throws IllegalArgumentException if the range is empty but the number of bars is not 0, or the other way round */
    public FittedOn {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        if (bars < 0 || until.isAfter(from) != (bars > 0)) {
            throw new IllegalArgumentException(bars + " training bars from " + from + " until " + until
                    + ": allowed is at least one, or none at all");
        }
    }

    static FittedOn of(List<BarSeries> training) {
        if (training.isEmpty()) {
            throw new DataException(FeatureSet.COMPONENT, "no training bars to learn from");
        }
        Instant from = Instant.MAX;
        Instant until = Instant.MIN;
        long bars = 0;
        for (BarSeries series : training) {
            Instant first = series.openTime(0);
            Instant last = series.closeTime(series.size() - 1);
            from = first.isBefore(from) ? first : from;
            until = last.isAfter(until) ? last : until;
            bars += series.size();
        }
        return new FittedOn(from, until, bars);
    }
}
