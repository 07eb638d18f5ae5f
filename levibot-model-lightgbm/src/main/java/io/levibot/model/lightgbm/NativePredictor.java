package io.levibot.model.lightgbm;

import io.levibot.api.FeatureFrame;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.ScoreScale;

/**
 * Scores frames with native LightGBM. Thread-safe; a thread waits only if more threads score than there are native copies. A row
 * buffer is allocated once per thread.
 */
final class NativePredictor implements Predictor {
    private final NativeBooster booster;
    private final SchemaGuard guard;
    private final boolean[] refusedNaN;
    private final double divisor;
    private final ScoreScale scale;
    private final ThreadLocal<double[]> rows;

    /**
     * @param restored the model
     * @param copies most native copies, at least 1
     */
    NativePredictor(RestoredModel restored, int copies) {
        this.booster = NativeBooster.load(restored.modelText(), restored.model().iterations(), copies);
        this.guard = restored.guard();
        this.refusedNaN = restored.refusedNaN();
        this.divisor = restored.divisor();
        this.scale = restored.model().objectiveLink().scale();
        this.rows = ThreadLocal.withInitial(() -> new double[booster.features()]);
    }

    @Override
    public double score(FeatureFrame frame) {
        double[] row = row(frame);
        for (int i = 0; i < row.length; i++) {
            if (refusedNaN[i] && Double.isNaN(row[i])) {
                return Double.NaN;
            }
        }
        return booster.scoreRow(row) / divisor;
    }

    /** As {@link io.levibot.api.spi.ExplainingPredictor#contributions}. */
    void contributions(FeatureFrame frame, double[] contributions) {
        int needed = booster.features() + 1;
        if (contributions.length < needed) {
            throw new IllegalArgumentException(
                    "an array of " + contributions.length + " for contributions; " + needed + " are needed");
        }
        double[] shares = booster.predictContrib(row(frame), 1);
        for (int i = 0; i < needed; i++) {
            contributions[i] = shares[i] / divisor;
        }
    }

    private double[] row(FeatureFrame frame) {
        guard.check(frame.schema());
        double[] row = rows.get();
        frame.copyRow(0, row, 0);
        return row;
    }

    @Override
    public ScoreScale scale() {
        return scale;
    }

    @Override
    public void close() {
        booster.close();
    }
}
