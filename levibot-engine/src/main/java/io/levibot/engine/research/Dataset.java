package io.levibot.engine.research;

import io.levibot.api.Bar;
import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSchema;
import io.levibot.api.Symbol;
import io.levibot.api.spi.TrainingSet;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.bar.BarSource;
import io.levibot.engine.feature.CrossFeatures;
import io.levibot.engine.feature.FeaturePipeline;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.label.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The features and labels of a history, one row an accepted bar. Features come through the same pipeline that the engine uses,
 * bar by bar, and a value from outside enters at the first bar that closes when it was available. Immutable; safe for use by several threads, but each {@link Rows} is for one.
 *
 * @since 0.1.0
 */
public final class Dataset {
    private final History history;
    private final BarSeries bars;
    private final FeatureSet features;
    private final Labels labels;
    private final double[] values;
    private final boolean[] usable;

    private Dataset(History history, FeatureSet features, Labels labels, List<History> others) {
        this.history = history;
        this.bars = history.accepted();
        this.features = features;
        this.labels = labels;
        this.values =
                new double[Math.multiplyExact(bars.size(), features.schema().size())];
        this.usable = new boolean[bars.size()];
        fill(others);
    }

    /**
     * @param history bars, and values for the external columns
     * @param features a set that was fitted on training bars
     * @param labels labels of the accepted bars
     * @return the data set
     * @throws IllegalArgumentException if accepted bars and labels differ in number, or a value is for no external column
     */
    public static Dataset of(History history, FeatureSet features, Labels labels) {
        return of(history, features, labels, List.of());
    }

    /**
     * @param history bars, and values for the external columns
     * @param features a set that was fitted on training bars
     * @param labels labels of the accepted bars
     * @param others histories of the instruments that columns come from; joined as {@link CrossFeatures} says
     * @return the data set
     * @throws IllegalArgumentException if accepted bars and labels differ in number, a value is for no external column, or the
     *     history of a source is missing
     */
    public static Dataset of(History history, FeatureSet features, Labels labels, List<History> others) {
        if (labels.size() != history.accepted().size()) {
            throw new IllegalArgumentException(
                    labels.size() + " labels for " + history.accepted().size() + " accepted bars");
        }
        Set<Symbol> missing = new TreeSet<>(features.newCrossFeatures().symbols());
        missing.remove(history.accepted().symbol());
        others.forEach(other -> missing.remove(other.accepted().symbol()));
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("features come from bars of " + missing + ", which were not given");
        }
        return new Dataset(history, features, labels, others);
    }

    /** Returns what the rows were made from. */
    public History history() {
        return history;
    }

    /** Returns the accepted bars, one a row. */
    public BarSeries bars() {
        return bars;
    }

    /** Returns what the columns are. */
    public FeatureSet features() {
        return features;
    }

    /** Returns the labels. */
    public Labels labels() {
        return labels;
    }

    /**
     * @param bar index of a bar
     * @return whether the row has every feature that a model must have
     */
    public boolean isUsable(int bar) {
        return usable[bar];
    }

    /**
     * Returns the rows of a range of bars that are usable and have a label.
     *
     * @param from first bar, inclusive
     * @param to last bar, exclusive
     * @return a view for one thread
     */
    public Rows rows(int from, int to) {
        Objects.checkFromToIndex(from, to, bars.size());
        int[] picked = new int[to - from];
        int count = 0;
        for (int bar = from; bar < to; bar++) {
            if (usable[bar] && !Double.isNaN(labels.label(bar))) {
                picked[count++] = bar;
            }
        }
        return new Rows(java.util.Arrays.copyOf(picked, count));
    }

    /**
     * Returns one row as a frame, with the rows before it as lags.
     *
     * @param bar index of a bar
     * @return a new view
     */
    public FeatureFrame frame(int bar) {
        Frame frame = new Frame();
        frame.bar = Objects.checkIndex(bar, bars.size());
        return frame;
    }

    private void fill(List<History> others) {
        FeaturePipeline pipeline = features.newPipeline(bars.symbol());
        history.values().forEach(pipeline::offer);
        CrossFeatures cross = features.newCrossFeatures();
        CrossFeatures.Seen seen = new CrossFeatures.Seen();
        int width = features.schema().size();
        List<BarSource> sources = new ArrayList<>();
        others.forEach(other -> sources.add(other.accepted().asSource()));
        BarSource before = BarSource.merged(sources);
        Bar other = before.next();
        for (int bar = 0; bar < bars.size(); bar++) {
            Bar own = bars.bar(bar);
            while (other != null && comesBefore(other, own)) {
                cross.update(other);
                other = before.next();
            }
            cross.offerTo(pipeline, seen);
            pipeline.update(own).copyRow(0, values, bar * width);
            cross.update(own);
            usable[bar] =
                    pipeline.warmedUp() && pipeline.firstMissing() < 0 && pipeline.firstStale(own.closeTime()) < 0;
        }
    }

    /** The engine's order: by close time, then by symbol. */
    private static boolean comesBefore(Bar other, Bar own) {
        int order = other.closeTime().compareTo(own.closeTime());
        return order < 0 || (order == 0 && other.symbol().compareTo(own.symbol()) < 0);
    }

    /**
     * Rows with labels.
     *
     * @since 0.1.0
     */
    public final class Rows implements TrainingSet {
        private final int[] picked;
        private final Frame frame = new Frame();

        private Rows(int[] picked) {
            this.picked = picked;
        }

        /**
         * @param row from 0
         * @return index of the row's bar in the series
         */
        public int bar(int row) {
            return picked[row];
        }

        @Override
        public FeatureSchema schema() {
            return features.schema();
        }

        @Override
        public int size() {
            return picked.length;
        }

        @Override
        public FeatureFrame frame(int row) {
            frame.bar = picked[row];
            return frame;
        }

        @Override
        public double label(int row) {
            return labels.label(picked[row]);
        }

        @Override
        public double weight(int row) {
            Objects.checkIndex(row, picked.length);
            return 1.0;
        }

        @Override
        public Instant labelEnd(int row) {
            return labels.endTime(picked[row]);
        }

        /** Returns a copy of the labels. */
        public double[] labels() {
            double[] copy = new double[picked.length];
            for (int row = 0; row < copy.length; row++) {
                copy[row] = label(row);
            }
            return copy;
        }
    }

    private final class Frame implements FeatureFrame {
        private int bar;

        @Override
        public Symbol symbol() {
            return bars.symbol();
        }

        @Override
        public Instant asOf() {
            return bars.closeTime(bar);
        }

        @Override
        public FeatureSchema schema() {
            return features.schema();
        }

        @Override
        public int rows() {
            return bar + 1;
        }

        @Override
        public double value(int lag, int feature) {
            Objects.checkIndex(lag, bar + 1);
            int width = features.schema().size();
            return values[(bar - lag) * width + Objects.checkIndex(feature, width)];
        }

        @Override
        public void copyRow(int lag, double[] target, int offset) {
            Objects.checkIndex(lag, bar + 1);
            int width = features.schema().size();
            System.arraycopy(values, (bar - lag) * width, target, offset, width);
        }
    }
}
