package io.levibot.engine.feature;

import io.levibot.api.Bar;
import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSchema;
import io.levibot.api.MissingRule;
import io.levibot.api.Symbol;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns the closed bars of one symbol into feature rows, one bar at a time. The only way to a feature value: training data, a
 * backtest and live trading all come through here.
 *
 * <p>A bar feature is NaN until its look-back is full. An external column is NaN before its first value and once the value in
 * force is older than the schema allows. Results that are not finite become NaN.
 *
 * <p>Who calls it: the engine or a data set builder, for every accepted bar in order. Not thread-safe: one thread at a time.
 * Deterministic: the same bars and offers in the same order give the same bits on every machine. {@link #update} allocates
 * nothing, and takes time in proportion to the look-backs (about 700 multiplications for the standard set). A refused call
 * changes nothing.
 *
 * @since 0.1.0
 */
public final class FeaturePipeline {
    /** Most rows that a frame can have. */
    public static final int MAX_ROWS = 100_000;

    /** Age of an external column that never had a value. */
    public static final long NEVER_MILLIS = Long.MAX_VALUE;

    private final FeatureSchema schema;
    private final Symbol symbol;
    private final long intervalMillis;
    private final int lookbackBars;
    private final @Nullable FeatureFunction[] functions;
    private final long[] maxAgeMillis;
    private final BarHistory history;
    private final ExternalColumns external;
    private final RowRing rows;
    private @Nullable Instant asOf;

    FeaturePipeline(FeatureSet set, List<FeatureColumn> columns, Symbol symbol, int rows) {
        if (rows < 1 || rows > MAX_ROWS) {
            throw new IllegalArgumentException("frames of " + rows + " rows: allowed is 1 to " + MAX_ROWS);
        }
        this.schema = set.schema();
        this.symbol = Objects.requireNonNull(symbol, "symbol");
        this.intervalMillis = set.interval().millis();
        this.lookbackBars = set.lookbackBars();
        this.functions = new @Nullable FeatureFunction[columns.size()];
        this.maxAgeMillis = new long[columns.size()];
        for (int i = 0; i < functions.length; i++) {
            FeatureColumn column = columns.get(i);
            functions[i] = column.isExternal()
                    ? null
                    : StandardFeatures.get(column.name()).make(set.parameters());
            maxAgeMillis[i] = column.spec().maxAge().toMillis();
        }
        this.history = new BarHistory(Math.max(1, lookbackBars));
        this.external = new ExternalColumns(functions.length);
        this.rows = new RowRing(rows, functions.length);
    }

    /** Returns whose bars this pipeline takes. */
    public Symbol symbol() {
        return symbol;
    }

    /** Returns names, order and freshness rules of the columns. */
    public FeatureSchema schema() {
        return schema;
    }

    /**
     * Takes the next bar.
     *
     * @param bar a closed bar that a {@link io.levibot.engine.bar.BarGuard} accepted; later than every bar before
     * @return the rows up to this bar; the same view every time, valid until the next call
     * @throws IllegalArgumentException if the bar is of another symbol or length, or not later than the one before
     */
    public FeatureFrame update(Bar bar) {
        requireNext(bar);
        history.push(bar);
        Instant close = bar.closeTime();
        external.advance(close);
        int row = rows.advance();
        for (int i = 0; i < functions.length; i++) {
            FeatureFunction function = functions[i];
            rows.put(row, i, function == null ? externalValue(i, close) : barValue(function));
        }
        asOf = close;
        return rows;
    }

    /**
     * Hands over a value from outside. It is used by the bars that close at {@link ExternalValue#availableAt} or later, until one
     * that became available later takes its place; of two of the same time the one offered last counts. Values may be offered
     * long before their time and in any order.
     *
     * @param value for one of the external columns
     * @throws IllegalArgumentException if the schema has no such column, or it is a bar feature
     * @throws IllegalStateException if a million values wait for their time already
     */
    public void offer(ExternalValue value) {
        int column = schema.indexOf(value.feature());
        if (functions[column] != null) {
            throw new IllegalArgumentException(
                    "'" + value.feature() + "' is computed from bars; it takes no values from outside");
        }
        external.offer(column, value);
    }

    /**
     * Returns the values from outside that are in force or wait for their time. Offered to another pipeline of the same symbol
     * before its bars, they make it go on where this one stands: so a model can be swapped without losing them.
     */
    public List<ExternalValue> externalValues() {
        return external.all();
    }

    /** Returns how many bars a value may depend on: what must be remembered to make this pipeline again. */
    public int lookbackBars() {
        return lookbackBars;
    }

    /** Returns what this pipeline remembers beyond the last {@link #lookbackBars} bars. */
    public PipelineState capture() {
        double[][] kept = new double[rows.rows()][functions.length];
        for (int i = 0; i < kept.length; i++) {
            rows.copyRow(kept.length - 1 - i, kept[i], 0);
        }
        return new PipelineState(external.all(), kept);
    }

    /**
     * Makes this pipeline go on where another one stood, which it does bit for bit after it was given the last {@link
     * #lookbackBars} bars of the other one.
     *
     * @param state what a pipeline of the same feature set, symbol and number of rows captured
     * @throws IllegalArgumentException if the state has other columns or more rows than a frame of this pipeline
     */
    public void restore(PipelineState state) {
        double[][] kept = state.rows();
        if (kept.length > rows.capacity || (kept.length > 0 && kept[0].length != functions.length)) {
            throw new IllegalArgumentException(
                    "state of " + kept.length + " rows does not fit the features of " + symbol);
        }
        state.external().forEach(this::offer);
        rows.filled = 0;
        for (double[] row : kept) {
            System.arraycopy(row, 0, rows.values, rows.advance() * functions.length, functions.length);
        }
    }

    /**
     * Returns the rows up to the last bar.
     *
     * @throws IllegalStateException if there was no bar yet
     */
    public FeatureFrame frame() {
        if (asOf == null) {
            throw new IllegalStateException("no bar of " + symbol + " yet");
        }
        return rows;
    }

    /** Returns whether every bar feature has its look-back. */
    public boolean warmedUp() {
        return history.seen() >= lookbackBars;
    }

    /** Returns how many bars are still to come until {@link #warmedUp}. */
    public long barsToWarmUp() {
        return Math.max(0, lookbackBars - history.seen());
    }

    /**
     * @param feature column, from 0
     * @param now the time of the decision
     * @return how long ago the value could first be known: since the last bar's close for a bar feature, since it became
     *     available for an external one; {@link #NEVER_MILLIS} if there is none yet
     * @throws IndexOutOfBoundsException if the column is out of range
     */
    public long ageMillis(int feature, Instant now) {
        Instant known = asOf;
        if (functions[feature] == null) {
            ExternalValue value = external.get(feature);
            known = value == null ? null : value.availableAt();
        }
        return known == null ? NEVER_MILLIS : now.toEpochMilli() - known.toEpochMilli();
    }

    /** Returns the first column that is NaN in the current row and must not be, or -1. */
    public int firstMissing() {
        for (int i = 0; i < functions.length; i++) {
            if (mustExist(i) && (asOf == null || Double.isNaN(rows.value(0, i)))) {
                return i;
            }
        }
        return -1;
    }

    /**
     * @param now the time of the decision
     * @return the first column that must exist and is older than the schema allows, or -1
     */
    public int firstStale(Instant now) {
        for (int i = 0; i < functions.length; i++) {
            if (mustExist(i) && ageMillis(i, now) > maxAgeMillis[i]) {
                return i;
            }
        }
        return -1;
    }

    /**
     * @param feature column, from 0
     * @param now the time of the decision
     * @return whether it had a value once, which is now older than the schema allows
     */
    public boolean isStale(int feature, Instant now) {
        long age = ageMillis(feature, now);
        return age != NEVER_MILLIS && age > maxAgeMillis[feature];
    }

    private boolean mustExist(int feature) {
        return schema.features().get(feature).missing() == MissingRule.ABSTAIN;
    }

    private double barValue(FeatureFunction function) {
        if (history.seen() < function.bars()) {
            return Double.NaN;
        }
        // Adding 0 makes -0 a 0: they are equal to a model but not to a comparison of bits.
        double value = function.value(history) + 0.0;
        return Double.isFinite(value) ? value : Double.NaN;
    }

    private double externalValue(int feature, Instant close) {
        ExternalValue value = external.get(feature);
        if (value == null || close.toEpochMilli() - value.availableAt().toEpochMilli() > maxAgeMillis[feature]) {
            return Double.NaN;
        }
        return value.value();
    }

    private void requireNext(Bar bar) {
        if (!bar.symbol().equals(symbol)) {
            throw new IllegalArgumentException("bar of " + bar.symbol() + " given to the features of " + symbol);
        }
        if (bar.closeTime().toEpochMilli() - bar.openTime().toEpochMilli() != intervalMillis) {
            throw new IllegalArgumentException("bar of " + symbol + " from " + bar.openTime() + " to " + bar.closeTime()
                    + ": the features are for bars of " + intervalMillis + " ms");
        }
        if (asOf != null && !bar.closeTime().isAfter(asOf)) {
            throw new IllegalArgumentException(
                    "bar of " + symbol + " closing at " + bar.closeTime() + " given after one closing at " + asOf);
        }
    }

    /** The last rows as a frame. */
    private final class RowRing implements FeatureFrame {
        private final int capacity;
        private final int width;
        private final double[] values;
        private int newest;
        private int filled;

        RowRing(int capacity, int width) {
            this.capacity = capacity;
            this.width = width;
            this.values = new double[Math.multiplyExact(capacity, width)];
            this.newest = capacity - 1;
            Arrays.fill(values, Double.NaN);
        }

        int advance() {
            newest = newest + 1 == capacity ? 0 : newest + 1;
            filled = Math.min(filled + 1, capacity);
            return newest;
        }

        void put(int row, int feature, double value) {
            values[row * width + feature] = value;
        }

        @Override
        public Symbol symbol() {
            return symbol;
        }

        @Override
        public Instant asOf() {
            return Objects.requireNonNull(FeaturePipeline.this.asOf, "no bar yet");
        }

        @Override
        public FeatureSchema schema() {
            return schema;
        }

        @Override
        public int rows() {
            return filled;
        }

        @Override
        public double value(int lag, int feature) {
            return values[offset(lag) + Objects.checkIndex(feature, width)];
        }

        @Override
        public void copyRow(int lag, double[] target, int offset) {
            System.arraycopy(values, offset(lag), target, offset, width);
        }

        private int offset(int lag) {
            int row = newest - Objects.checkIndex(lag, filled);
            return (row < 0 ? row + capacity : row) * width;
        }
    }
}
