package io.levibot.engine.registry;

import io.levibot.api.Artifact;
import io.levibot.api.ArtifactException;
import io.levibot.api.FeatureFrame;
import io.levibot.api.Prediction;
import io.levibot.api.Signal;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorInfo;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.PositionView;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.ScoreScale;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.ThresholdPolicyProvider;
import io.levibot.api.spi.Verdict;
import io.levibot.engine.plugin.Plugins;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A linear predictor, a clipping calibrator and a two-threshold policy whose states are plain numbers. */
final class ToyPlugins {
    /** Predictors created and not closed. */
    final AtomicInteger open = new AtomicInteger();

    Plugins plugins() {
        return Plugins.of(new ToyPredictors(), new ToyCalibrators(), new ToyPolicies());
    }

    static Artifact weights(double... weights) {
        StringBuilder text = new StringBuilder();
        for (double weight : weights) {
            text.append(Double.toHexString(weight)).append('\n');
        }
        return Artifact.ofText("weights.txt", text.toString());
    }

    private static double[] numbers(Artifact artifact, String name) {
        return artifact.text(name).lines().mapToDouble(ToyPlugins::number).toArray();
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new ArtifactException("toy", "'" + text + "' is no number", e);
        }
    }

    final class ToyPredictors implements PredictorProvider {
        @Override
        public String name() {
            return "toy-linear";
        }

        @Override
        public Set<ConfigKey> configKeys() {
            return Set.of(ConfigKey.of("scale", "what the score is said to be"), ConfigKey.secret("key", "a secret"));
        }

        @Override
        public Predictor create(PluginConfig config, PluginContext context) {
            double[] weights = numbers(context.requiredArtifact(name()), "weights.txt");
            ScoreScale scale = config.choice("scale", ScoreScale.class, ScoreScale.MARGIN);
            open.incrementAndGet();
            return new ToyPredictor(weights, scale);
        }
    }

    private final class ToyPredictor implements Predictor {
        private final double[] weights;
        private final ScoreScale scale;
        private boolean closed;

        ToyPredictor(double[] weights, ScoreScale scale) {
            this.weights = weights;
            this.scale = scale;
        }

        @Override
        public double score(FeatureFrame frame) {
            double sum = 0.0;
            for (int i = 0; i < weights.length; i++) {
                double value = frame.value(i);
                sum += Double.isNaN(value) ? 0.0 : weights[i] * value;
            }
            if (sum > 1e6) {
                throw new IllegalStateException("toy overflow");
            }
            return sum;
        }

        @Override
        public ScoreScale scale() {
            return scale;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
            }
        }
    }

    static final class ToyCalibrators implements CalibratorProvider {
        @Override
        public String name() {
            return "toy-clip";
        }

        @Override
        public Set<ConfigKey> configKeys() {
            return Set.of();
        }

        @Override
        public Calibrator create(PluginConfig config, PluginContext context) {
            return new ToyCalibrator(numbers(context.requiredArtifact(name()), "slope.txt")[0]);
        }

        @Override
        public Calibrator fit(CalibrationSet set, PluginConfig config, PluginContext context) {
            return new ToyCalibrator(0.1);
        }
    }

    record ToyCalibrator(double slope) implements Calibrator {
        @Override
        public double calibrate(double rawScore) {
            return Math.max(0.0, Math.min(1.0, 0.5 + slope * rawScore));
        }

        @Override
        public double inverse(double probability) {
            return (probability - 0.5) / slope;
        }

        @Override
        public CalibratorInfo info() {
            return new CalibratorInfo(
                    "toy-clip",
                    100,
                    51.0,
                    100.0,
                    ScoreScale.MARGIN,
                    new java.util.TreeMap<>(Map.of("slope", "" + slope)));
        }

        @Override
        public Artifact state() {
            return Artifact.ofText("slope.txt", Double.toHexString(slope) + "\n");
        }
    }

    static final class ToyPolicies implements ThresholdPolicyProvider {
        @Override
        public String name() {
            return "toy-hysteresis";
        }

        @Override
        public Set<ConfigKey> configKeys() {
            return Set.of();
        }

        @Override
        public ThresholdPolicy create(PluginConfig config, PluginContext context) {
            double[] numbers = numbers(context.requiredArtifact(name()), "thresholds.txt");
            return new ToyPolicy(new Thresholds(numbers[0], numbers[1]));
        }
    }

    record ToyPolicy(Thresholds thresholds) implements ThresholdPolicy {
        @Override
        public Verdict decide(Prediction prediction, PositionView position) {
            return Verdict.of(prediction.probability() > thresholds.entry() ? Signal.ENTRY : Signal.HOLD);
        }

        @Override
        public Artifact state() {
            return Artifact.ofText(
                    "thresholds.txt",
                    Double.toHexString(thresholds.entry()) + "\n" + Double.toHexString(thresholds.exit()) + "\n");
        }
    }
}
