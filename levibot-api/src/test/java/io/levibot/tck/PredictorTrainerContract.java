package io.levibot.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSchema;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.PredictorTrainer;
import io.levibot.api.spi.TrainedModel;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.api.spi.TrainingSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rules of {@link PredictorTrainer}, for a binary label: 1 where the first feature exceeds the second, which any useful model
 * can learn.
 *
 * @since 0.1.0
 */
public abstract class PredictorTrainerContract {
    private static final int ROWS = 600;
    private static final int LOOKBACK_ROWS = 64;
    private static final Duration BAR = Duration.ofMinutes(15);

    /** For subclasses. */
    protected PredictorTrainerContract() {}

    /** Returns a new provider. */
    protected abstract PredictorProvider provider();

    /** Returns a configuration that trains within a few seconds; by default no key is set. */
    protected Map<String, String> config() {
        return Map.of();
    }

    /** Returns the columns to train on: at least two. */
    protected abstract FeatureSchema schema();

    @Test
    @Tag("TRAIN-01")
    @DisplayName("TRAIN-01 the same rows and seed give the same bytes")
    void trainsTheSameAgain() {
        TrainedModel first = trainer().train(learnable(0), learnable(ROWS), TrainingMonitor.none());
        TrainedModel second = trainer().train(learnable(0), learnable(ROWS), TrainingMonitor.none());

        assertThat(second.artifact()).isEqualTo(first.artifact());
        assertThat(second.rounds()).isEqualTo(first.rounds());
        assertThat(second.importance()).isEqualTo(first.importance());
    }

    @Test
    @Tag("TRAIN-02")
    @DisplayName("TRAIN-02 what was trained can be restored, and ranks unseen rows better than chance")
    void learnsWhatCanBeLearned() {
        TrainedModel model = trainer().train(learnable(0), null, TrainingMonitor.none());
        TrainingSet unseen = learnable(2 * ROWS);
        try (Predictor predictor = restore(model)) {
            double above = 0.0;
            double below = 0.0;
            int ones = 0;
            for (int row = 0; row < ROWS; row++) {
                double score = predictor.score(unseen.frame(row));
                assertThat(score).isFinite();
                above += unseen.label(row) == 1.0 ? score : 0.0;
                below += unseen.label(row) == 1.0 ? 0.0 : score;
                ones += unseen.label(row) == 1.0 ? 1 : 0;
            }
            assertThat(above / ones).as("mean score of positives").isGreaterThan(below / (ROWS - ones));
        }
    }

    @Test
    @Tag("TRAIN-03")
    @DisplayName("TRAIN-03 stops with TrainingException when it is cancelled, and can train again")
    void stopsWhenCancelled() {
        PredictorTrainer trainer = trainer();

        assertThatThrownBy(() -> trainer.train(learnable(0), null, new Cancelled()))
                .isInstanceOf(TrainingException.class);
        assertThat(trainer.train(learnable(0), null, TrainingMonitor.none()).artifact())
                .isEqualTo(trainer()
                        .train(learnable(0), null, TrainingMonitor.none())
                        .artifact());
    }

    @Test
    @Tag("TRAIN-04")
    @DisplayName("TRAIN-04 tells of progress that never goes back or beyond its total")
    void tellsOfProgress() {
        List<int[]> steps = new ArrayList<>();
        trainer().train(learnable(0), null, (done, total) -> steps.add(new int[] {done, total}));

        int before = 0;
        for (int[] step : steps) {
            assertThat(step[0]).isBetween(before, step[1]);
            before = step[0];
        }
    }

    @Test
    @Tag("TRAIN-05")
    @DisplayName("TRAIN-05 refuses rows of one class with TrainingException")
    void refusesOneClass() {
        assertThatThrownBy(() -> trainer().train(new Rows(schema(), 0, ROWS, row -> 1.0), null, TrainingMonitor.none()))
                .isInstanceOf(TrainingException.class);
    }

    @Test
    @Tag("TRAIN-06")
    @DisplayName("TRAIN-06 ranks importance in descending order, by names of the schema")
    void ranksImportance() {
        TrainedModel model = trainer().train(learnable(0), null, TrainingMonitor.none());

        assertThat(model.importance())
                .isSortedAccordingTo(Comparator.comparingDouble(TrainedModel.Importance::gain)
                        .reversed());
        assertThat(model.importance().stream().map(TrainedModel.Importance::feature))
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(schema().indexOf(name)).isNotNegative());
    }

    private PluginContext context() {
        return PluginContext.builder(InstantSource.fixed(ProviderContract.NOW))
                .schema(schema())
                .build();
    }

    private PredictorTrainer trainer() {
        PredictorProvider provider = provider();
        return provider.trainer(PluginConfig.of(provider, config()), context())
                .orElseThrow(() -> new AssertionError(provider.name() + " offers no trainer"));
    }

    private Predictor restore(TrainedModel model) {
        PredictorProvider provider = provider();
        return provider.create(
                PluginConfig.of(provider, config()),
                context().toBuilder().artifact(model.artifact()).build());
    }

    private TrainingSet learnable(int from) {
        FeatureSchema schema = schema();
        return new Rows(schema, from, ROWS, row -> {
            FeatureFrame frame = new GeneratedFrame(schema, 1).moveTo(row);
            return frame.value(0) > frame.value(1) ? 1.0 : 0.0;
        });
    }

    private record Cancelled() implements TrainingMonitor {
        @Override
        public void progress(int done, int total) {
            // Only the answer below matters.
        }

        @Override
        public boolean cancelled() {
            return true;
        }
    }

    private static final class Rows implements TrainingSet {
        private final FeatureSchema schema;
        private final int from;
        private final int size;
        private final IntToDoubleFunction labels;
        private @Nullable GeneratedFrame frame;

        Rows(FeatureSchema schema, int from, int size, IntToDoubleFunction labels) {
            this.schema = schema;
            this.from = from;
            this.size = size;
            this.labels = labels;
        }

        @Override
        public FeatureSchema schema() {
            return schema;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public FeatureFrame frame(int row) {
            if (frame == null) {
                frame = new GeneratedFrame(schema, LOOKBACK_ROWS);
            }
            return frame.moveTo(from + row);
        }

        @Override
        public double label(int row) {
            return labels.applyAsDouble(from + row);
        }

        @Override
        public double weight(int row) {
            return 1.0;
        }

        @Override
        public Instant labelEnd(int row) {
            return ProviderContract.NOW.plus(BAR.multipliedBy(from + row + 1L));
        }
    }
}
