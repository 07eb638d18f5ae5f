package io.levibot.tck;

import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSchema;
import io.levibot.api.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * A frame of generated values. One object can be moved from row to row, as the engine does with its own; an expired one refuses
 * to be read.
 */
final class GeneratedFrame implements FeatureFrame {
    private static final Symbol SYMBOL = Symbol.of("TCKUSDT");
    private static final Duration BAR = Duration.ofMinutes(15);

    private final FeatureSchema schema;
    private final int rows;
    private final double[] values;
    private int number;
    private boolean expired;

    /**
     * @param schema the columns
     * @param rows how many rows the frame has, at least 1
     */
    GeneratedFrame(FeatureSchema schema, int rows) {
        this.schema = schema;
        this.rows = rows;
        this.values = new double[rows * schema.size()];
    }

    /** Fills the frame with the values of that number, which do not depend on the number of rows. */
    GeneratedFrame moveTo(int newNumber) {
        number = newNumber;
        expired = false;
        for (int lag = 0; lag < rows; lag++) {
            SplittableRandom random = new SplittableRandom(1_000_003L * newNumber + lag);
            for (int i = 0; i < schema.size(); i++) {
                values[lag * schema.size() + i] = 4.0 * random.nextDouble() - 2.0;
            }
        }
        return this;
    }

    /** Changes every value from that lag on. */
    GeneratedFrame changeFrom(int lag, DoubleUnaryOperator change) {
        for (int i = lag * schema.size(); i < values.length; i++) {
            values[i] = change.applyAsDouble(values[i]);
        }
        return this;
    }

    /** Sets one column to NaN in every row. */
    GeneratedFrame withoutFeature(int feature) {
        for (int lag = 0; lag < rows; lag++) {
            values[lag * schema.size() + feature] = Double.NaN;
        }
        return this;
    }

    void expire() {
        expired = true;
    }

    @Override
    public Symbol symbol() {
        return SYMBOL;
    }

    @Override
    public Instant asOf() {
        return ProviderContract.NOW.plus(BAR.multipliedBy(number));
    }

    @Override
    public FeatureSchema schema() {
        return schema;
    }

    @Override
    public int rows() {
        return rows;
    }

    @Override
    public double value(int lag, int feature) {
        if (expired) {
            throw new AssertionError("a frame was read after the call that was given it");
        }
        if (lag < 0 || lag >= rows || feature < 0 || feature >= schema.size()) {
            throw new IndexOutOfBoundsException("lag " + lag + ", feature " + feature);
        }
        return values[lag * schema.size() + feature];
    }

    @Override
    public String toString() {
        return "frame " + number;
    }
}
