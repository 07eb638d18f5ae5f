package io.levibot.model.lightgbm;

import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSchema;
import io.levibot.api.FeatureSpec;
import io.levibot.api.MissingRule;
import io.levibot.api.Symbol;
import io.levibot.api.spi.TrainingSet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up labelled rows, one per minute, whose labels end when the next row begins. */
record Rows(FeatureSchema schema, Instant start, double[][] values, double[] labels, double[] weights)
        implements TrainingSet {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    static FeatureSchema schema(int features) {
        List<FeatureSpec> specs = new ArrayList<>();
        for (int i = 0; i < features; i++) {
            specs.add(new FeatureSpec("f" + i, Duration.ofMinutes(5), MissingRule.PASS_NAN));
        }
        return new FeatureSchema(specs);
    }

    /** Label 1 is likelier where f0 is large and f1 small; the others are noise. */
    static Rows binary(int rows, int features, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] values = new double[rows][features];
        double[] labels = new double[rows];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < features; j++) {
                values[i][j] = random.nextDouble(-3, 3);
            }
            double p = 1 / (1 + Math.exp(-1.5 * values[i][0] + Math.abs(values[i][1])));
            labels[i] = random.nextDouble() < p ? 1 : 0;
        }
        return new Rows(schema(features), START, values, labels, ones(rows));
    }

    static double[] ones(int rows) {
        double[] weights = new double[rows];
        java.util.Arrays.fill(weights, 1);
        return weights;
    }

    Rows startingAt(Instant other) {
        return new Rows(schema, other, values, labels, weights);
    }

    /** As many rows later as this has, so that no label of this reaches into that. */
    Rows after() {
        return startingAt(start.plus(Duration.ofMinutes(size())));
    }

    double[] rowMajor() {
        double[] all = new double[size() * schema.size()];
        for (int i = 0; i < size(); i++) {
            System.arraycopy(values[i], 0, all, i * schema.size(), schema.size());
        }
        return all;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public FeatureFrame frame(int row) {
        return new Row(schema, start.plus(Duration.ofMinutes(row)), values[row]);
    }

    @Override
    public double label(int row) {
        return labels[row];
    }

    @Override
    public double weight(int row) {
        return weights[row];
    }

    @Override
    public Instant labelEnd(int row) {
        return start.plus(Duration.ofMinutes(row + 1L));
    }

    /** One row as a frame. */
    record Row(FeatureSchema schema, Instant asOf, double[] row) implements FeatureFrame {
        static Row of(double... row) {
            return new Row(Rows.schema(row.length), START, row);
        }

        @Override
        public Symbol symbol() {
            return Symbol.of("BTCUSDT");
        }

        @Override
        public int rows() {
            return 1;
        }

        @Override
        public double value(int lag, int feature) {
            if (lag != 0) {
                throw new IndexOutOfBoundsException("lag " + lag);
            }
            return row[feature];
        }
    }
}
