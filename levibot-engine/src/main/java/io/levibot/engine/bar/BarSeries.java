package io.levibot.engine.bar;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import io.levibot.api.Symbol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Closed bars of one symbol and one interval as columns: strictly increasing open times on the interval's grid, gaps allowed.
 * May be empty. A {@linkplain #slice slice} shares the columns, 48 bytes a bar.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class BarSeries {
    private final Symbol symbol;
    private final BarInterval interval;
    private final Columns columns;
    private final int from;
    private final int to;

    private BarSeries(Symbol symbol, BarInterval interval, Columns columns, int from, int to) {
        this.symbol = symbol;
        this.interval = interval;
        this.columns = columns;
        this.from = from;
        this.to = to;
    }

    /**
     * @param symbol of every bar
     * @param interval of every bar
     * @return a builder without bars
     */
    public static Builder builder(Symbol symbol, BarInterval interval) {
        return new Builder(symbol, interval);
    }

    /**
     * @param symbol of every bar
     * @param interval of every bar
     * @param bars in time order
     * @return a series of these bars
     * @throws DataException if a bar is of another symbol or interval, off the grid, repeated or out of order; names its index
     */
    public static BarSeries of(Symbol symbol, BarInterval interval, Collection<Bar> bars) {
        Builder builder = builder(symbol, interval);
        for (Bar bar : bars) {
            builder.add(bar);
        }
        return builder.build();
    }

    /** Returns the symbol of every bar. */
    public Symbol symbol() {
        return symbol;
    }

    /** Returns the length of every bar. */
    public BarInterval interval() {
        return interval;
    }

    /** Returns the number of bars. */
    public int size() {
        return to - from;
    }

    /** Returns whether there is no bar. */
    public boolean isEmpty() {
        return to == from;
    }

    /**
     * @param index from 0
     * @return the bar as a value of its own
     * @throws IndexOutOfBoundsException if the index is out of range
     */
    public Bar bar(int index) {
        int i = at(index);
        return new Bar(
                symbol,
                Instant.ofEpochMilli(columns.openTime[i]),
                Instant.ofEpochMilli(columns.openTime[i] + interval.millis()),
                columns.open[i],
                columns.high[i],
                columns.low[i],
                columns.close[i],
                columns.volume[i]);
    }

    /**
     * @param index from 0
     * @return open time, epoch milliseconds
     */
    public long openMillis(int index) {
        return columns.openTime[at(index)];
    }

    /**
     * @param index from 0
     * @return close time, epoch milliseconds: from here on the bar is known
     */
    public long closeMillis(int index) {
        return columns.openTime[at(index)] + interval.millis();
    }

    /**
     * @param index from 0
     * @return open time
     */
    public Instant openTime(int index) {
        return Instant.ofEpochMilli(openMillis(index));
    }

    /**
     * @param index from 0
     * @return close time
     */
    public Instant closeTime(int index) {
        return Instant.ofEpochMilli(closeMillis(index));
    }

    /**
     * @param index from 0
     * @return first price
     */
    public double open(int index) {
        return columns.open[at(index)];
    }

    /**
     * @param index from 0
     * @return highest price
     */
    public double high(int index) {
        return columns.high[at(index)];
    }

    /**
     * @param index from 0
     * @return lowest price
     */
    public double low(int index) {
        return columns.low[at(index)];
    }

    /**
     * @param index from 0
     * @return last price
     */
    public double close(int index) {
        return columns.close[at(index)];
    }

    /**
     * @param index from 0
     * @return traded quantity of the base asset
     */
    public double volume(int index) {
        return columns.volume[at(index)];
    }

    /** Returns a copy of the open prices. */
    public double[] opens() {
        return Arrays.copyOfRange(columns.open, from, to);
    }

    /** Returns a copy of the close prices. */
    public double[] closes() {
        return Arrays.copyOfRange(columns.close, from, to);
    }

    /**
     * @param fromIndex first bar, from 0
     * @param toIndex one past the last bar
     * @return these bars, sharing the columns
     * @throws IndexOutOfBoundsException if the range is not inside the series
     */
    public BarSeries slice(int fromIndex, int toIndex) {
        Objects.checkFromToIndex(fromIndex, toIndex, size());
        return new BarSeries(symbol, interval, columns, from + fromIndex, from + toIndex);
    }

    /**
     * @param openTime any time
     * @return index of the first bar that opens then or later; {@link #size} if none does
     */
    public int firstAtOrAfter(Instant openTime) {
        int found = Arrays.binarySearch(columns.openTime, from, to, ceilMillis(openTime));
        return (found >= 0 ? found : -found - 1) - from;
    }

    /** Returns which bars are missing between the first and the last. One pass over the open times. */
    public GapSummary gaps() {
        long step = interval.millis();
        int gaps = 0;
        long missing = 0;
        List<GapSummary.Gap> all = new ArrayList<>();
        for (int i = from + 1; i < to; i++) {
            long absent = (columns.openTime[i] - columns.openTime[i - 1]) / step - 1;
            if (absent > 0) {
                gaps++;
                missing += absent;
                all.add(new GapSummary.Gap(Instant.ofEpochMilli(columns.openTime[i - 1]), absent));
            }
        }
        return gaps == 0 ? GapSummary.NONE : new GapSummary(gaps, missing, longest(all));
    }

    /** Returns a new source over these bars, in order. */
    public BarSource asSource() {
        return new SeriesSource(this);
    }

    @Override
    public String toString() {
        String span = isEmpty() ? "no bars" : size() + " bars " + openTime(0) + " .. " + openTime(size() - 1);
        return "BarSeries[" + symbol + " " + interval + ", " + span + "]";
    }

    private int at(int index) {
        return from + Objects.checkIndex(index, to - from);
    }

    private static long ceilMillis(Instant time) {
        long millis = time.toEpochMilli();
        return time.getNano() % 1_000_000 == 0 ? millis : millis + 1;
    }

    private static List<GapSummary.Gap> longest(List<GapSummary.Gap> all) {
        return all.stream()
                .sorted(Comparator.comparingLong(GapSummary.Gap::missingBars).reversed())
                .limit(GapSummary.MAX_LISTED)
                .sorted(Comparator.comparing(GapSummary.Gap::after))
                .toList();
    }

    /** The shared arrays; never written after the builder has let go of them. */
    private static final class Columns {
        private final long[] openTime;
        private final double[] open;
        private final double[] high;
        private final double[] low;
        private final double[] close;
        private final double[] volume;

        Columns(Builder from) {
            this.openTime = Arrays.copyOf(from.openTime, from.size);
            this.open = Arrays.copyOf(from.open, from.size);
            this.high = Arrays.copyOf(from.high, from.size);
            this.low = Arrays.copyOf(from.low, from.size);
            this.close = Arrays.copyOf(from.close, from.size);
            this.volume = Arrays.copyOf(from.volume, from.size);
        }
    }

    private static final class SeriesSource implements BarSource {
        private final BarSeries series;
        private int next;

        SeriesSource(BarSeries series) {
            this.series = series;
        }

        @Override
        public @Nullable Bar next() {
            return next < series.size() ? series.bar(next++) : null;
        }

        @Override
        public void close() {
            next = series.size();
        }
    }

    /**
     * Collects bars in time order. Not thread-safe. A refused bar leaves the builder as it was.
     *
     * @since 0.1.0
     */
    public static final class Builder {
        private static final int FIRST_CAPACITY = 1024;

        private final Symbol symbol;
        private final BarInterval interval;
        private final BarOrder order;
        private int size;
        private long[] openTime = new long[FIRST_CAPACITY];
        private double[] open = new double[FIRST_CAPACITY];
        private double[] high = new double[FIRST_CAPACITY];
        private double[] low = new double[FIRST_CAPACITY];
        private double[] close = new double[FIRST_CAPACITY];
        private double[] volume = new double[FIRST_CAPACITY];

        private Builder(Symbol symbol, BarInterval interval) {
            this.symbol = Objects.requireNonNull(symbol, "symbol");
            this.interval = Objects.requireNonNull(interval, "interval");
            this.order = new BarOrder(symbol, interval);
        }

        /**
         * @param bar opens after every bar before it, on the grid
         * @return this
         * @throws DataException if the bar is of another symbol or interval, off the grid, repeated or out of order
         */
        public Builder add(Bar bar) {
            String problem = problem(bar);
            if (problem != null) {
                throw new DataException("bar-series", "bar " + size + " " + problem);
            }
            if (size == openTime.length) {
                grow();
            }
            openTime[size] = bar.openTime().toEpochMilli();
            open[size] = bar.open();
            high[size] = bar.high();
            low[size] = bar.low();
            close[size] = bar.close();
            volume[size] = bar.volume();
            size++;
            return this;
        }

        /** Returns the number of bars so far. */
        public int size() {
            return size;
        }

        /** Returns a series of the bars so far; the builder may go on. */
        public BarSeries build() {
            return new BarSeries(symbol, interval, new Columns(this), 0, size);
        }

        /** Returns what would make {@link #add} refuse the bar, or null. */
        @Nullable
        String problem(Bar bar) {
            return order.problem(size == 0 ? BarOrder.NONE : openTime[size - 1], bar);
        }

        private void grow() {
            int capacity = size + (size >> 1);
            openTime = Arrays.copyOf(openTime, capacity);
            open = Arrays.copyOf(open, capacity);
            high = Arrays.copyOf(high, capacity);
            low = Arrays.copyOf(low, capacity);
            close = Arrays.copyOf(close, capacity);
            volume = Arrays.copyOf(volume, capacity);
        }
    }
}
