package io.levibot.engine.research;

import io.levibot.engine.bar.BarSeries;
import java.time.Instant;

/**
 * One of the four consecutive parts of a history that a model's making goes through. There is a type for each, and only {@link
 * BlockPlan} makes them, so that a step that asks for a {@link Calibrate} block cannot be given the rows that the model was
 * trained on.
 *
 * <p>Immutable and safe for use by several threads.
 *
 * @since 0.1.0
 */
public abstract sealed class Block permits Block.Train, Block.Calibrate, Block.Tune, Block.Test {
    private final IndexRange rows;
    private final Instant from;
    private final Instant until;
    private final int purgedRows;

    private Block(IndexRange rows, BarSeries bars, int purgedRows) {
        this.rows = rows;
        this.from = bars.openTime(rows.from());
        this.until = bars.closeTime(rows.to() - 1);
        this.purgedRows = purgedRows;
    }

    /** Returns the rows, as indices of the bars that were split; at least one. */
    public final IndexRange rows() {
        return rows;
    }

    /** Returns the open time of the first row's bar. */
    public final Instant from() {
        return from;
    }

    /** Returns the close time of the last row's bar. */
    public final Instant until() {
        return until;
    }

    /** Returns how many rows were taken off the end because their labels reach into the next block. */
    public final int purgedRows() {
        return purgedRows;
    }

    /**
     * @param bars the bars that were split
     * @return those of this block
     */
    public final BarSeries of(BarSeries bars) {
        return bars.slice(rows.from(), rows.to());
    }

    /** Returns for example {@code Train[[0, 480), 2023-01-01T00:00:00Z .. 2023-01-06T00:00:00Z, 3 purged]}. */
    @Override
    public final String toString() {
        return getClass().getSimpleName() + "[" + rows + ", " + from + " .. " + until + ", " + purgedRows + " purged]";
    }

    /**
     * Rows that features and model are fitted on.
     *
     * @since 0.1.0
     */
    public static final class Train extends Block {
        Train(IndexRange rows, BarSeries bars, int purgedRows) {
            super(rows, bars, purgedRows);
        }
    }

    /**
     * Rows that the calibrator is fitted on: scored by a model that has not seen them.
     *
     * @since 0.1.0
     */
    public static final class Calibrate extends Block {
        Calibrate(IndexRange rows, BarSeries bars, int purgedRows) {
            super(rows, bars, purgedRows);
        }
    }

    /**
     * Rows that thresholds are swept on: seen by neither model nor calibrator.
     *
     * @since 0.1.0
     */
    public static final class Tune extends Block {
        Tune(IndexRange rows, BarSeries bars, int purgedRows) {
            super(rows, bars, purgedRows);
        }
    }

    /**
     * Rows that every reported figure comes from: seen by nothing before.
     *
     * @since 0.1.0
     */
    public static final class Test extends Block {
        Test(IndexRange rows, BarSeries bars) {
            super(rows, bars, 0);
        }
    }
}
