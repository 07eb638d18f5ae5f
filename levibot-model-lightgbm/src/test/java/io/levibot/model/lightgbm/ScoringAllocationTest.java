package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.levibot.api.Artifact;
import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSchema;
import io.levibot.api.spi.ExplainingPredictor;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** After a thread's first call a row costs no memory, to the byte, by whatever way it is scored. */
class ScoringAllocationTest {
    private static final int ROWS = 8 * RowRanges.LENGTH;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final int RUNS = 10;

    /**
     * Bytes that this thread takes for every run of the work, once what is made on first use was made: the least of several runs, for
     * one of them may also pay for what the compiler takes back when it has guessed wrong.
     */
    private static long allocatedBy(Runnable work) {
        work.run();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < RUNS; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    private static void assertAllocatesNothing(Runnable work) {
        assertThat(allocatedBy(work)).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = NativeModels.class,
            names = {"BINARY", "CATEGORICAL", "ZERO_AS_MISSING", "MULTICLASS", "RANDOM_FOREST", "LINEAR", "DEEP"})
    void aRowCostsNoMemory(NativeModels kind) {
        LightGbmModel model = new LightGbmModelReader().read(kind.train().getBytes(StandardCharsets.UTF_8));
        int width = model.featureCount();
        double[] rows = AdversarialRows.of(model, ROWS, 11);
        double[] scores = new double[ROWS * model.classCount()];
        int[] leaves = new int[model.treeCount()];
        for (Backend backend : new Backend[] {Backend.FLAT, Backend.FASTEST}) {
            LightGbmScorer scorer = LightGbmScorer.of(model, backend);
            assertAllocatesNothing(() -> {
                for (int i = 0; i < ROWS; i++) {
                    scorer.raw(rows, i * width, scores, 0);
                    scorer.predict(rows, i * width, scores, 0);
                    scorer.leaves(rows, i * width, leaves, 0);
                }
            });
            assertAllocatesNothing(() -> scorer.rawBatch(rows, 0, ROWS, scores, 0));
            // A call with an executor makes what the threads share, however many rows there are.
            assertThat(allocatedBy(() -> scorer.rawBatch(rows, 0, ROWS, scores, 0, 2, Runnable::run)))
                    .isEqualTo(allocatedBy(() -> scorer.rawBatch(rows, 0, ROWS / 4, scores, 0, 2, Runnable::run)));
        }
        if (model.explainable()) {
            LightGbmExplainer explainer = model.explainer();
            double[] contributions = new double[model.classCount() * (width + 1)];
            assertAllocatesNothing(() -> {
                for (int i = 0; i < ROWS / 8; i++) {
                    explainer.contributions(rows, i * width, contributions, 0);
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = NativeModels.class,
            names = {"BINARY", "CATEGORICAL"})
    void aDecisionOfThePluginCostsNoMemory(NativeModels kind) {
        String text = kind.train();
        LightGbmModel model = new LightGbmModelReader().read(text.getBytes(StandardCharsets.UTF_8));
        FeatureSchema schema = Frames.schema(model.featureNames().toArray(String[]::new));
        FeatureFrame frame = Frames.of(schema, new double[model.featureCount()]);
        double[] contributions = new double[model.featureCount() + 1];
        LightGbmPredictorProvider provider = new LightGbmPredictorProvider();
        PluginContext context = PluginContext.builder(InstantSource.fixed(Instant.EPOCH))
                .artifact(Artifact.ofText(LightGbmPredictorProvider.MODEL_ENTRY, text))
                .schema(schema)
                .build();
        try (ExplainingPredictor predictor =
                (ExplainingPredictor) provider.create(PluginConfig.empty(provider), context)) {
            assertAllocatesNothing(() -> {
                for (int i = 0; i < 100; i++) {
                    predictor.score(frame);
                    predictor.contributions(frame, contributions);
                }
            });
        }
    }
}
