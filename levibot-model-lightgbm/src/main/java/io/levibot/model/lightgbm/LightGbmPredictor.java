package io.levibot.model.lightgbm;

import io.levibot.api.FeatureFrame;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.ScoreScale;

/** Scores frames with the pure Java scorer. Thread-safe; allocates once per thread. */
final class LightGbmPredictor implements Predictor {
    private final LightGbmScorer scorer;
    private final SchemaGuard guard;
    private final boolean[] refusedNaN;
    private final double divisor;
    private final ThreadLocal<Buffers> buffers;
    private volatile boolean closed;

    LightGbmPredictor(RestoredModel restored) {
        LightGbmModel model = restored.model();
        this.scorer = model.scorer();
        this.guard = restored.guard();
        this.refusedNaN = restored.refusedNaN();
        this.divisor = restored.divisor();
        this.buffers = ThreadLocal.withInitial(() -> new Buffers(model.featureCount()));
    }

    LightGbmModel model() {
        return scorer.model();
    }

    @Override
    public double score(FeatureFrame frame) {
        Buffers mine = filled(frame);
        for (int i = 0; i < refusedNaN.length; i++) {
            if (refusedNaN[i] && Double.isNaN(mine.row[i])) {
                return Double.NaN;
            }
        }
        scorer.raw(mine.row, 0, mine.score, 0);
        return mine.score[0] / divisor;
    }

    /** As {@link io.levibot.api.spi.ExplainingPredictor#contributions}, of what LightGBM's own rule for missing values gives. */
    void contributions(FeatureFrame frame, LightGbmExplainer explainer, double[] contributions) {
        int needed = model().featureCount() + 1;
        if (contributions.length < needed) {
            throw new IllegalArgumentException(
                    "an array of " + contributions.length + " for contributions; " + needed + " are needed");
        }
        explainer.contributions(filled(frame).row, 0, contributions, 0);
        for (int i = 0; i < needed; i++) {
            contributions[i] /= divisor;
        }
    }

    private Buffers filled(FeatureFrame frame) {
        if (closed) {
            throw new IllegalStateException("lightgbm: predictor is closed");
        }
        guard.check(frame.schema());
        Buffers mine = buffers.get();
        frame.copyRow(0, mine.row, 0);
        return mine;
    }

    @Override
    public ScoreScale scale() {
        return scorer.model().objectiveLink().scale();
    }

    @Override
    public void close() {
        closed = true;
    }

    private static final class Buffers {
        private final double[] row;
        private final double[] score = new double[1];

        private Buffers(int features) {
            this.row = new double[features];
        }
    }
}
