package io.levibot.engine.feature;

import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSpec;
import io.levibot.engine.bar.BarSeries;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds features that know the future: recomputed on the first bars alone, the value at a bar must have the same bits as when the
 * whole history was there. Use it on features of your own as on levibot's.
 *
 * <pre>{@code
 * List<PrefixCheck.Leak> leaks = PrefixCheck.of(List.of("my_feature"), bars -> computeMine(bars)).run(history, 50);
 * }</pre>
 *
 * <p>What it can find is what shows on the given history: take real bars, and more of them than the longest look-back.
 *
 * @since 0.1.0
 */
public final class PrefixCheck {
    private final List<String> names;
    private final Computation computation;

    private PrefixCheck(List<String> names, Computation computation) {
        this.names = List.copyOf(names);
        this.computation = Objects.requireNonNull(computation, "computation");
    }

    /**
     * Computes features of a history. Called several times with histories of different length; must not remember anything.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Computation {
        /**
         * @param bars a history
         * @return one row per bar, each with one value per feature; NaN for missing
         */
        double[][] rows(BarSeries bars);
    }

    /**
     * A value that changed when later bars were there.
     *
     * @param feature its name
     * @param bar index of the first such bar
     * @param closeTime when that bar closed
     * @param onPrefix the value when history ended at {@code prefixBars} bars
     * @param onWhole the value when the whole history was there
     * @param prefixBars how many bars the prefix had
     * @since 0.1.0
     */
    public record Leak(String feature, int bar, Instant closeTime, double onPrefix, double onWhole, int prefixBars) {}

    /**
     * @param names of the features, in the order of the computation's columns
     * @param computation to be checked
     * @return a check of it
     */
    public static PrefixCheck of(List<String> names, Computation computation) {
        return new PrefixCheck(names, computation);
    }

    /**
     * @param set a fitted set
     * @return a check of the pipelines that it makes
     */
    public static PrefixCheck of(FeatureSet set) {
        return new PrefixCheck(
                set.schema().features().stream().map(FeatureSpec::name).toList(), bars -> rows(set, bars));
    }

    /**
     * Compares the whole history with evenly spaced prefixes of it, every row of each.
     *
     * @param bars the history, not empty
     * @param prefixes how many prefixes, at least 1
     * @return the first leak of each feature that leaks, in the order of the features; empty if none does
     * @throws IllegalArgumentException if the history is empty, or the computation gives rows of another shape
     */
    public List<Leak> run(BarSeries bars, int prefixes) {
        if (bars.isEmpty() || prefixes < 1) {
            throw new IllegalArgumentException(
                    prefixes + " prefixes of " + bars.size() + " bars: allowed is at least 1 of at least 1");
        }
        double[][] whole = compute(bars);
        @Nullable Leak[] first = new @Nullable Leak[names.size()];
        for (int k = 1; k <= prefixes; k++) {
            int length = (int) Math.max(1, (long) bars.size() * k / (prefixes + 1));
            compare(bars, compute(bars.slice(0, length)), whole, first);
        }
        List<Leak> leaks = new ArrayList<>();
        for (Leak leak : first) {
            if (leak != null) {
                leaks.add(leak);
            }
        }
        return leaks;
    }

    private void compare(BarSeries bars, double[][] prefix, double[][] whole, @Nullable Leak[] first) {
        for (int feature = 0; feature < first.length; feature++) {
            for (int bar = 0; bar < prefix.length && first[feature] == null; bar++) {
                double then = prefix[bar][feature];
                double now = whole[bar][feature];
                if (Double.doubleToLongBits(then) != Double.doubleToLongBits(now)) {
                    first[feature] = new Leak(names.get(feature), bar, bars.closeTime(bar), then, now, prefix.length);
                }
            }
        }
    }

    private double[][] compute(BarSeries bars) {
        double[][] rows = computation.rows(bars);
        if (rows.length != bars.size()) {
            throw new IllegalArgumentException(
                    rows.length + " rows for " + bars.size() + " bars: one per bar is expected");
        }
        for (double[] row : rows) {
            if (row.length != names.size()) {
                throw new IllegalArgumentException("a row of " + row.length + " values for " + names.size()
                        + " features: one per feature is expected");
            }
        }
        return rows;
    }

    private static double[][] rows(FeatureSet set, BarSeries bars) {
        FeaturePipeline pipeline = set.newPipeline(bars.symbol());
        double[][] rows = new double[bars.size()][set.schema().size()];
        for (int i = 0; i < rows.length; i++) {
            FeatureFrame frame = pipeline.update(bars.bar(i));
            frame.copyRow(0, rows[i], 0);
        }
        return rows;
    }
}
