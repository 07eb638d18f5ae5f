package io.levibot.api.contract;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSchema;
import io.levibot.api.SchemaMismatchException;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.ExplainingPredictor;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.PredictorTrainer;
import io.levibot.api.spi.ScoreScale;
import io.levibot.api.spi.TrainedModel;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.api.spi.TrainingSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A correct predictor: a weighted sum, trained to the difference of the class means. */
public final class LinearPredictorProvider implements PredictorProvider {
    private static final String ENTRY = "linear.txt";
    private static final String FORMAT = "linear/1";

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return Set.of(
                ConfigKey.of("gain", "factor of the score, 0.001 to 1000, default 1"),
                ConfigKey.secret("licence", "unused secret, at least 3 characters"));
    }

    @Override
    public Predictor create(PluginConfig config, PluginContext context) {
        double gain = gain(config);
        String[] lines = context.requiredArtifact(name()).text(ENTRY).split("\n", -1);
        if (lines.length < 3 || !lines[0].equals(FORMAT) || !lines[lines.length - 1].equals("end")) {
            throw new ArtifactException(name(), "saved state is not a whole " + FORMAT);
        }
        String fingerprint = lines[1];
        context.schema().ifPresent(schema -> {
            if (!schema.fingerprint().equals(fingerprint)) {
                throw new SchemaMismatchException(
                        name(), "trained on schema " + fingerprint + ", asked to score " + schema.fingerprint());
            }
        });
        double[] weights = IntStream.range(2, lines.length - 1)
                .mapToDouble(i -> gain * Double.parseDouble(lines[i]))
                .toArray();
        return new Linear(weights);
    }

    @Override
    public Optional<PredictorTrainer> trainer(PluginConfig config, PluginContext context) {
        gain(config);
        return Optional.of(LinearPredictorProvider::train);
    }

    static Artifact artifact(FeatureSchema schema, double... weights) {
        String numbers = Arrays.stream(weights).mapToObj(Double::toString).collect(Collectors.joining("\n"));
        return Artifact.ofText(ENTRY, FORMAT + "\n" + schema.fingerprint() + "\n" + numbers + "\nend");
    }

    private static double gain(PluginConfig config) {
        if (config.text("licence", "none").length() < 3) {
            throw config.refuse("licence", "at least 3 characters");
        }
        return config.number("gain", 1.0, 0.001, 1000.0);
    }

    private static TrainedModel train(TrainingSet training, @Nullable TrainingSet stopping, TrainingMonitor monitor) {
        int size = training.schema().size();
        double[][] sums = new double[2][size];
        int[] counts = new int[2];
        for (int row = 0; row < training.size(); row++) {
            monitor.progress(row, training.size());
            if (monitor.cancelled()) {
                throw new TrainingException("linear", "cancelled at row " + row);
            }
            int label = (int) training.label(row);
            FeatureFrame frame = training.frame(row);
            counts[label]++;
            for (int i = 0; i < size; i++) {
                sums[label][i] += frame.value(i);
            }
        }
        if (counts[0] == 0 || counts[1] == 0) {
            throw new TrainingException("linear", "rows of one class only");
        }
        double[] weights = new double[size];
        for (int i = 0; i < size; i++) {
            weights[i] = sums[1][i] / counts[1] - sums[0][i] / counts[0];
        }
        List<TrainedModel.Importance> importance = IntStream.range(0, size)
                .mapToObj(i -> new TrainedModel.Importance(
                        training.schema().features().get(i).name(), Math.abs(weights[i])))
                .sorted(Comparator.comparingDouble(TrainedModel.Importance::gain)
                        .reversed())
                .toList();
        return new TrainedModel(artifact(training.schema(), weights), 1, importance);
    }

    private static final class Linear implements ExplainingPredictor {
        private static final double BIAS = 0.25;

        private final double[] weights;
        private volatile boolean closed;

        Linear(double[] weights) {
            this.weights = weights;
        }

        @Override
        public double score(FeatureFrame frame) {
            if (closed) {
                throw new IllegalStateException("the predictor is closed");
            }
            double score = BIAS;
            for (int i = 0; i < weights.length; i++) {
                score += weights[i] * frame.value(i);
            }
            return score;
        }

        @Override
        public void contributions(FeatureFrame frame, double[] contributions) {
            if (contributions.length < weights.length + 1) {
                throw new IllegalArgumentException(
                        "room for " + contributions.length + " numbers: " + (weights.length + 1) + " are needed");
            }
            for (int i = 0; i < weights.length; i++) {
                contributions[i] = weights[i] * frame.value(i);
            }
            contributions[weights.length] = BIAS;
        }

        @Override
        public ScoreScale scale() {
            return ScoreScale.MARGIN;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
