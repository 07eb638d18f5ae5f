package io.levibot.engine.research;

import io.levibot.api.Artifact;
import io.levibot.api.FeatureFrame;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.PredictorTrainer;
import io.levibot.api.spi.ScoreScale;
import io.levibot.api.spi.TrainedModel;
import io.levibot.api.spi.TrainingSet;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A model small enough to check by hand: it learns how often the label happens after a rise and after a fall of the first
 * feature, and blurs that with the feature's size, so that its scores are not just two. Notes what it was shown.
 */
final class SignOfReturn implements PredictorProvider {
    static final String NAME = "sign-of-return";

    /**
     * One training.
     *
     * @param first the first row's time
     * @param lastLabelEnd the latest time that a label of any row looked at
     * @param lastFitLabelEnd the latest time that a label of a row for fitting looked at
     * @param firstStopping the first row's time of those for early stopping; the end of time without any
     * @param rows for fitting
     */
    record Shown(Instant first, Instant lastLabelEnd, Instant lastFitLabelEnd, Instant firstStopping, int rows) {}

    final ConcurrentLinkedQueue<Shown> shown = new ConcurrentLinkedQueue<>();
    private final int failFrom;

    SignOfReturn() {
        this(Integer.MAX_VALUE);
    }

    /** Fails with more training rows than this. */
    SignOfReturn(int failFrom) {
        this.failFrom = failFrom;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return Set.of();
    }

    @Override
    public Predictor create(PluginConfig config, PluginContext context) {
        String[] rates = context.requiredArtifact(NAME).text("rates").split(",", -1);
        double afterRise = Double.parseDouble(rates[0]);
        double afterFall = Double.parseDouble(rates[1]);
        return new Predictor() {
            @Override
            public double score(FeatureFrame frame) {
                double move = frame.value(0);
                double p = move > 0.0 ? afterRise : afterFall;
                // The last feature may be one that learns from training bars: whoever lets it learn from later ones
                // shows here.
                double regime = frame.schema().size() > 1
                        ? 0.001 * frame.value(frame.schema().size() - 1)
                        : 0.0;
                return Math.min(0.99, Math.max(0.01, p + move + regime));
            }

            @Override
            public ScoreScale scale() {
                return ScoreScale.PROBABILITY;
            }
        };
    }

    @Override
    public Optional<PredictorTrainer> trainer(PluginConfig config, PluginContext context) {
        return Optional.of((training, stopping, monitor) -> {
            if (monitor.cancelled()) {
                throw new TrainingException(NAME, "cancelled");
            }
            if (training.size() > failFrom) {
                throw new TrainingException(NAME, "fails on " + training.size() + " rows");
            }
            shown.add(look(training, stopping));
            return new TrainedModel(
                    Artifact.ofText("rates", rate(training, 1) + "," + rate(training, -1)), 1, List.of());
        });
    }

    private static Shown look(TrainingSet training, @Nullable TrainingSet stopping) {
        Instant last = Instant.MIN;
        for (TrainingSet set : stopping == null ? List.of(training) : List.of(training, stopping)) {
            for (int row = 0; row < set.size(); row++) {
                last = set.labelEnd(row).isAfter(last) ? set.labelEnd(row) : last;
            }
        }
        Instant lastFit = Instant.MIN;
        for (int row = 0; row < training.size(); row++) {
            lastFit = training.labelEnd(row).isAfter(lastFit) ? training.labelEnd(row) : lastFit;
        }
        Instant stop = stopping == null ? Instant.MAX : stopping.frame(0).asOf();
        return new Shown(training.frame(0).asOf(), last, lastFit, stop, training.size());
    }

    private static double rate(TrainingSet training, int sign) {
        double happened = 1.0;
        double rows = 2.0;
        for (int row = 0; row < training.size(); row++) {
            if (Math.signum(training.frame(row).value(0)) == sign) {
                rows++;
                happened += training.label(row);
            }
        }
        return happened / rows;
    }
}
