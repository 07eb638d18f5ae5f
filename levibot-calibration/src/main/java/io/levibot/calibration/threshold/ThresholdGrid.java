package io.levibot.calibration.threshold;

import io.levibot.api.Thresholds;
import io.levibot.api.spi.TuningSet;
import java.util.Arrays;

/**
 * The points of a sweep: {@value #ENTRIES} entries by {@value #EXITS} exits, no exit above an entry.
 */
final class ThresholdGrid {
    static final int ENTRIES = 17;
    static final int EXITS = 21;

    /** Quantile levels of the probabilities between which entries and exits are laid out evenly. */
    private static final double ENTRY_FROM = 0.50;

    private static final double ENTRY_TO = 0.98;
    private static final double EXIT_FROM = 0.02;
    private static final double EXIT_TO = 0.50;

    /** Distances from the neutral probability, as in the first version of this sweep: 0.02 to 0.10 above, 0 to 0.10 below. */
    private static final double OFFSET_ENTRY_FROM = 0.02;

    private static final double OFFSET_ENTRY_TO = 0.10;
    private static final double OFFSET_EXIT = 0.10;

    private final double[] entries;
    private final double[] exits;

    private ThresholdGrid(double[] entries, double[] exits) {
        this.entries = entries;
        this.exits = exits;
    }

    static ThresholdGrid of(TuningSet set, SweepOptions.Grid kind) {
        if (kind == SweepOptions.Grid.OFFSET) {
            double neutral = set.neutral();
            return new ThresholdGrid(
                    even(neutral + OFFSET_ENTRY_FROM, neutral + OFFSET_ENTRY_TO, ENTRIES),
                    even(neutral - OFFSET_EXIT, neutral, EXITS));
        }
        double[] sorted = Arrays.stream(set.probability())
                .filter(p -> !Double.isNaN(p))
                .sorted()
                .toArray();
        return new ThresholdGrid(
                quantiles(sorted, ENTRY_FROM, ENTRY_TO, ENTRIES), quantiles(sorted, EXIT_FROM, EXIT_TO, EXITS));
    }

    int size() {
        return ENTRIES * EXITS;
    }

    /** The entries, ascending. */
    double[] entries() {
        return entries.clone();
    }

    /** The exits, ascending, none above an entry. */
    double[] exits() {
        return exits.clone();
    }

    double entry(int point) {
        return entries[point / EXITS];
    }

    double exit(int point) {
        return exits[point % EXITS];
    }

    Thresholds thresholds(int point) {
        return new Thresholds(entry(point), exit(point));
    }

    private static double[] even(double from, double to, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            double share = (double) i / (count - 1);
            values[i] = Math.max(0.0, Math.min(1.0, from + share * (to - from)));
        }
        return values;
    }

    /** Sample quantiles at even levels, each the order statistic at its level: a threshold is a probability that occurred. */
    private static double[] quantiles(double[] sorted, double from, double to, int count) {
        double[] levels = even(from, to, count);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = sorted[(int) Math.floor(levels[i] * (sorted.length - 1))];
        }
        return values;
    }
}
