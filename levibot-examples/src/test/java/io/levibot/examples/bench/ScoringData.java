package io.levibot.examples.bench;

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

/**
 * Made-up labelled rows of 40 features, one per minute: uniform numbers and, if asked for, 5 % missing values and two
 * categories (24 and 60 levels). The label leans on a dozen of the features and their products, so that trees grow deep.
 *
 * @param values by row and feature
 * @param labels 0 or 1
 */
record ScoringData(double[][] values, double[] labels) implements TrainingSet {
    static final int FEATURES = 40;

    /** Columns that hold categories, if any does. */
    static final int FIRST_CATEGORY = 38;

    private static final int[] LEVELS = {24, 60};
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final FeatureSchema SCHEMA = makeSchema();

    /**
     * @param rows how many
     * @param mixed whether values are missing and two features are categories
     * @param seed of everything
     */
    static ScoringData of(int rows, boolean mixed, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] values = new double[rows][FEATURES];
        double[] labels = new double[rows];
        for (int i = 0; i < rows; i++) {
            fill(values[i], mixed, random);
            double p = 1.0 / (1.0 + Math.exp(-signal(values[i], mixed)));
            labels[i] = random.nextDouble() < p ? 1.0 : 0.0;
        }
        return new ScoringData(values, labels);
    }

    private static void fill(double[] row, boolean mixed, SplittableRandom random) {
        for (int j = 0; j < FEATURES; j++) {
            row[j] = random.nextDouble(-3.0, 3.0);
            if (mixed && j >= FIRST_CATEGORY) {
                row[j] = random.nextInt(LEVELS[j - FIRST_CATEGORY]);
            }
            if (mixed && random.nextInt(20) == 0) {
                row[j] = Double.NaN;
            }
        }
    }

    private static double signal(double[] row, boolean mixed) {
        double sum = 0.0;
        for (int j = 0; j < 12; j++) {
            double x = known(row[j]);
            sum += (j % 2 == 0 ? 0.5 : -0.3) * x + 0.25 * x * known(row[j + 12]);
        }
        if (mixed) {
            sum += (((int) known(row[FIRST_CATEGORY])) * 7 % 11 - 5) * 0.3;
            sum += (((int) known(row[FIRST_CATEGORY + 1])) * 13 % 17 - 8) * 0.2;
        }
        return sum;
    }

    private static double known(double value) {
        return Double.isNaN(value) ? 0.0 : value;
    }

    private static FeatureSchema makeSchema() {
        List<FeatureSpec> specs = new ArrayList<>();
        for (int j = 0; j < FEATURES; j++) {
            specs.add(new FeatureSpec("f" + j, Duration.ofDays(1), MissingRule.PASS_NAN));
        }
        return new FeatureSchema(specs);
    }

    /** The rows one after the other. */
    double[] rowMajor() {
        double[] all = new double[size() * FEATURES];
        for (int i = 0; i < size(); i++) {
            System.arraycopy(values[i], 0, all, i * FEATURES, FEATURES);
        }
        return all;
    }

    @Override
    public FeatureSchema schema() {
        return SCHEMA;
    }

    @Override
    public int size() {
        return values.length;
    }

    @Override
    public FeatureFrame frame(int row) {
        return new Row(START.plus(Duration.ofMinutes(row)), values[row]);
    }

    @Override
    public double label(int row) {
        return labels[row];
    }

    @Override
    public double weight(int row) {
        return 1.0;
    }

    @Override
    public Instant labelEnd(int row) {
        return START.plus(Duration.ofMinutes(row + 1L));
    }

    private record Row(Instant asOf, double[] row) implements FeatureFrame {
        @Override
        public Symbol symbol() {
            return Symbol.of("BTCUSDT");
        }

        @Override
        public FeatureSchema schema() {
            return SCHEMA;
        }

        @Override
        public int rows() {
            return 1;
        }

        @Override
        public double value(int lag, int feature) {
            return row[feature];
        }
    }
}
