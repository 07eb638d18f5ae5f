package io.levibot.model.lightgbm;

import io.levibot.api.FeatureFrame;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.ScoreScale;

/** Scores frames with the pure Java scorer. Thread-safe; allocates once per thread. */
final class LightGbmPredictor implements Predictor {
    private final LightGbmScorer scorer;
    private final MissingPolicy missing;
    private final double divisor;
    private final ThreadLocal<Buffers> buffers;
    private volatile boolean closed;

    LightGbmPredictor(LightGbmScorer scorer, MissingPolicy missing) {
        LightGbmModel model = scorer.model();
        this.scorer = scorer;
        this.missing = missing;
        this.divisor = model.averaged() ? model.iterations() : 1.0;
        this.buffers = ThreadLocal.withInitial(() -> new Buffers(model.featureCount()));
    }

    @Override
    public double score(FeatureFrame frame) {
        if (closed) {
            throw new IllegalStateException("lightgbm: predictor is closed");
        }
        Buffers mine = buffers.get();
        frame.copyRow(0, mine.row, 0);
        if (missing == MissingPolicy.ABSTAIN && unexpectedlyMissing(mine.row)) {
            return Double.NaN;
        }
        scorer.raw(mine.row, 0, mine.score, 0);
        return mine.score[0] / divisor;
    }

    private boolean unexpectedlyMissing(double[] row) {
        LightGbmModel model = scorer.model();
        for (int i = 0; i < row.length; i++) {
            if (Double.isNaN(row[i]) && model.neverMissing(i)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ScoreScale scale() {
        Objective objective = scorer.model().objectiveLink();
        boolean logOdds = objective.link() == Objective.Link.SIGMOID && objective.sigmoid() == 1.0;
        return logOdds ? ScoreScale.LOG_ODDS : ScoreScale.MARGIN;
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
