package io.levibot.engine.label;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.engine.label.TripleBarrier.Timeout;
import io.levibot.engine.label.TripleBarrier.Touch;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The labels of one symbol's bars as they become known, while the bars come: bar by bar the same as {@link Labels#of} on the
 * whole series, to the last one. What {@code Labels} calls missing is never told.
 *
 * <p>Not thread-safe. Deterministic. Holds what a horizon and a volatility look-back need, and allocates nothing once that is
 * reached; a bar costs time in proportion to the horizon.
 *
 * @since 0.1.0
 */
public final class LiveLabels {
    private final LabelDefinition definition;
    private final long intervalMillis;
    private final Pending pending = new Pending();
    private final double @Nullable [] returns;
    private long rows;
    private double lastClose = Double.NaN;
    private long lastOpenMillis;

    /**
     * Hears of labels.
     *
     * @since 0.1.0
     */
    @FunctionalInterface
    public interface Sink {
        /**
         * @param row number of the bar that the label belongs to; the first bar had 0
         * @param label 1 if the event happened, 0 if not
         */
        void known(long row, double label);
    }

    /**
     * @param definition the event
     * @param interval of the bars
     */
    public LiveLabels(LabelDefinition definition, BarInterval interval) {
        this.definition = Objects.requireNonNull(definition, "definition");
        this.intervalMillis = interval.millis();
        this.returns = definition instanceof TripleBarrier barrier ? new double[barrier.volatilityBars()] : null;
    }

    /**
     * Takes the next bar, first as the future of the bars before and then as one whose label will be known later.
     *
     * @param bar later than every bar before
     * @param sink is told the labels that became known at this bar's close
     * @return the bar's row number
     */
    public long add(Bar bar, Sink sink) {
        long open = bar.openTime().toEpochMilli();
        if (definition instanceof HorizonDirection) {
            settleAtHorizon(open, sink, entry -> bar.close() > entry);
        } else if (definition instanceof CostAware costAware) {
            settleAtHorizon(open, sink, entry -> costAware.gains(entry, bar.close()));
        } else if (definition instanceof TripleBarrier barrier) {
            settleByBarriers(barrier, bar, sink);
        }
        remember(bar, open);
        return rows++;
    }

    /** Returns how many bars wait for their label. */
    public int waiting() {
        return pending.size;
    }

    private interface Outcome {
        boolean happened(double entryClose);
    }

    private void settleAtHorizon(long open, Sink sink, Outcome outcome) {
        long span = definition.horizonBars() * intervalMillis;
        int done = 0;
        while (done < pending.size && pending.open[done] + span <= open) {
            if (pending.open[done] + span == open) {
                sink.known(pending.row[done], outcome.happened(pending.close[done]) ? 1.0 : 0.0);
            }
            done++;
        }
        pending.dropFirst(done);
    }

    private void settleByBarriers(TripleBarrier barrier, Bar bar, Sink sink) {
        if (rows > 0 && bar.openTime().toEpochMilli() - lastOpenMillis != intervalMillis) {
            pending.size = 0; // the path is unknown from here on
        }
        boolean closesOnly = barrier.touch() == Touch.CLOSE;
        double open = closesOnly ? bar.close() : bar.open();
        double high = closesOnly ? bar.close() : bar.high();
        double low = closesOnly ? bar.close() : bar.low();
        int kept = 0;
        for (int i = 0; i < pending.size; i++) {
            int touched = BarrierScan.touched(open, high, low, pending.upper[i], pending.lower[i], barrier.ambiguity());
            boolean timedOut = rows - pending.row[i] == barrier.horizonBars();
            if (touched == BarrierScan.TIMEOUT && !timedOut) {
                pending.move(i, kept++);
            } else if (touched != BarrierScan.AMBIGUOUS) {
                sink.known(pending.row[i], happened(barrier, touched, bar.close(), pending.close[i]) ? 1.0 : 0.0);
            }
        }
        pending.size = kept;
    }

    private static boolean happened(TripleBarrier barrier, int touched, double close, double entry) {
        if (touched == BarrierScan.TIMEOUT) {
            return barrier.timeout() == Timeout.SIGN && close > entry;
        }
        return touched == BarrierScan.UPPER;
    }

    private void remember(Bar bar, long open) {
        double upper = Double.NaN;
        double lower = Double.NaN;
        boolean labelled = true;
        if (returns != null && definition instanceof TripleBarrier barrier) {
            double volatility = volatility(returns, bar.close());
            upper = Labeller.upper(bar.close(), barrier.profitMultiple(), volatility);
            lower = Labeller.lower(bar.close(), barrier.stopMultiple(), volatility);
            labelled = volatility > 0.0 && lower < bar.close() && bar.close() < upper;
        }
        if (labelled) {
            pending.add(rows, open, bar.close(), upper, lower);
        }
        lastClose = bar.close();
        lastOpenMillis = open;
    }

    /** Keeps the newest returns, oldest first, and gives their sample deviation; NaN while there are too few. */
    private double volatility(double[] newest, double close) {
        if (rows > 0) {
            System.arraycopy(newest, 1, newest, 0, newest.length - 1);
            newest[newest.length - 1] = StrictMath.log(close / lastClose);
        }
        return rows < newest.length ? Double.NaN : Labeller.deviation(newest, 0, newest.length - 1);
    }

    /** Bars without a label so far, oldest first. */
    private static final class Pending {
        private static final int ROOM = 16;

        private int size;
        private long[] row = new long[ROOM];
        private long[] open = new long[ROOM];
        private double[] close = new double[ROOM];
        private double[] upper = new double[ROOM];
        private double[] lower = new double[ROOM];

        void add(long newRow, long newOpen, double newClose, double newUpper, double newLower) {
            if (size == row.length) {
                row = Arrays.copyOf(row, 2 * size);
                open = Arrays.copyOf(open, 2 * size);
                close = Arrays.copyOf(close, 2 * size);
                upper = Arrays.copyOf(upper, 2 * size);
                lower = Arrays.copyOf(lower, 2 * size);
            }
            row[size] = newRow;
            open[size] = newOpen;
            close[size] = newClose;
            upper[size] = newUpper;
            lower[size] = newLower;
            size++;
        }

        void move(int from, int to) {
            row[to] = row[from];
            open[to] = open[from];
            close[to] = close[from];
            upper[to] = upper[from];
            lower[to] = lower[from];
        }

        void dropFirst(int count) {
            if (count == 0) {
                return;
            }
            size -= count;
            System.arraycopy(row, count, row, 0, size);
            System.arraycopy(open, count, open, 0, size);
            System.arraycopy(close, count, close, 0, size);
            System.arraycopy(upper, count, upper, 0, size);
            System.arraycopy(lower, count, lower, 0, size);
        }
    }
}
