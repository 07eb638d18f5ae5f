package io.levibot.engine.registry;

import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSchema;
import io.levibot.api.Symbol;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;

/**
 * One row of features with what the model and the calibrator must make of it, to the bit. Immutable; arrays are copied in and
 * out.
 *
 * @since 0.1.0
 */
public final class GoldenRow {
    /** Most rows of history that one golden row may have. */
    public static final int MAX_LAGS = 4096;

    private final Symbol symbol;
    private final Instant asOf;
    private final double[][] values;
    private final double rawScore;
    private final double probability;

    /**
     * @param symbol the instrument
     * @param asOf close time of the row's bar
     * @param values one array per lag, lag 0 first, each with one value per feature; NaN for a missing one, never infinite
     * @param rawScore the predictor's score, finite
     * @param probability the calibrated probability, in [0, 1]
     * @throws IllegalArgumentException if there is no lag, lags differ in length, or a number is out of range
     */
    public GoldenRow(Symbol symbol, Instant asOf, double[][] values, double rawScore, double probability) {
        this.symbol = Objects.requireNonNull(symbol, "symbol");
        this.asOf = Objects.requireNonNull(asOf, "asOf");
        this.values = copy(values);
        this.rawScore = rawScore;
        this.probability = probability;
        requireValues();
        if (!Double.isFinite(rawScore) || !(probability >= 0.0 && probability <= 1.0)) {
            throw new IllegalArgumentException("golden row of " + symbol + " at " + asOf + ": raw score " + rawScore
                    + ", probability " + probability + ": allowed are a finite score and 0 to 1");
        }
    }

    /**
     * Copies what a frame shows.
     *
     * @param frame features, as the predictor saw them
     * @param rows how many rows to keep, from 1 to the frame's: the predictor's look-back
     * @param rawScore the predictor's score, finite
     * @param probability the calibrated probability, in [0, 1]
     * @return the row
     */
    public static GoldenRow of(FeatureFrame frame, int rows, double rawScore, double probability) {
        double[][] values = new double[rows][frame.schema().size()];
        for (int lag = 0; lag < rows; lag++) {
            frame.copyRow(lag, values[lag], 0);
        }
        return new GoldenRow(frame.symbol(), frame.asOf(), values, rawScore, probability);
    }

    /** Returns the instrument. */
    public Symbol symbol() {
        return symbol;
    }

    /** Returns the close time of the row's bar. */
    public Instant asOf() {
        return asOf;
    }

    /** Returns a copy of the values, lag 0 first. */
    public double[][] values() {
        return copy(values);
    }

    /** Returns how many rows of history it has, at least 1. */
    public int lags() {
        return values.length;
    }

    /** Returns how many features it has. */
    public int features() {
        return values[0].length;
    }

    /** Returns the expected score of the predictor, finite. */
    public double rawScore() {
        return rawScore;
    }

    /** Returns the expected calibrated probability, in [0, 1]. */
    public double probability() {
        return probability;
    }

    /**
     * @param schema names of the columns, as many as there are values
     * @return the row as the predictor is given it; may be kept
     * @throws IllegalArgumentException if the schema has another number of columns
     */
    public FeatureFrame frame(FeatureSchema schema) {
        if (schema.size() != features()) {
            throw new IllegalArgumentException(
                    "golden row has " + features() + " values, the schema has " + schema.size() + " features");
        }
        return new GoldenFrame(this, schema);
    }

    double value(int lag, int feature) {
        return values[lag][feature];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GoldenRow that
                && symbol.equals(that.symbol)
                && asOf.equals(that.asOf)
                && Arrays.deepEquals(values, that.values)
                && Double.compare(rawScore, that.rawScore) == 0
                && Double.compare(probability, that.probability) == 0;
    }

    @Override
    public int hashCode() {
        return Objects.hash(symbol, asOf, Arrays.deepHashCode(values), rawScore, probability);
    }

    @Override
    public String toString() {
        return "GoldenRow[" + symbol + " at " + asOf + ", raw score " + rawScore + ", p " + probability + "]";
    }

    private void requireValues() {
        if (values.length == 0 || values.length > MAX_LAGS) {
            throw new IllegalArgumentException(
                    "golden row of " + values.length + " lags: allowed are 1 to " + MAX_LAGS);
        }
        for (double[] row : values) {
            if (row.length != values[0].length || Arrays.stream(row).anyMatch(Double::isInfinite)) {
                throw new IllegalArgumentException("golden row of " + symbol + " at " + asOf
                        + ": allowed are lags of equal length without infinite values");
            }
        }
    }

    private static double[][] copy(double[][] rows) {
        double[][] copy = new double[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            copy[i] = rows[i].clone();
        }
        return copy;
    }
}
