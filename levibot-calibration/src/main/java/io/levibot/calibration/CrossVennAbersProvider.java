package io.levibot.calibration;

import io.levibot.api.TrainingException;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import java.util.Map;

/**
 * Cross Venn-ABERS: one inductive predictor per consecutive stretch of the rows, merged by geometric means; the interval is the
 * envelope of theirs (Vovk, Petej, Fedorova 2015). Stretches that disagree, as under drift, show as a wide interval.
 *
 * <p>Takes at least 200 rows with 20 of each class unless told otherwise, and never fewer rows than folds.
 *
 * @since 0.1.0
 */
public final class CrossVennAbersProvider extends MethodProvider {
    static final String NAME = "cross-venn-abers";
    private static final String FOLDS = "folds";
    private static final int DEFAULT_FOLDS = 5;
    private static final int MAX_FOLDS = 100;
    private static final SampleGuard GUARD = new SampleGuard(200, 20.0);

    /** Called by ServiceLoader. */
    public CrossVennAbersProvider() {
        super(
                NAME,
                GUARD,
                ConfigKey.of(
                        FOLDS, "number of consecutive stretches, 2 to " + MAX_FOLDS + "; default " + DEFAULT_FOLDS),
                ConfigKey.of(VennAbersProvider.MERGE, VennAbersProvider.MERGE_HELP));
    }

    @Override
    FittedCalibrator fit(Sample sample, PluginConfig config, PluginContext context) {
        int folds = folds(config);
        VennAbers.Merge merge = VennAbersProvider.merge(config);
        if (sample.size() < folds) {
            throw new TrainingException(
                    NAME,
                    sample.size() + " rows for " + folds + " folds; every fold needs at least one: lower '" + FOLDS
                            + "'");
        }
        return fitted(
                sample,
                CrossVennAbers.fit(sample, folds, merge),
                Map.of(FOLDS, String.valueOf(folds), VennAbersProvider.MERGE, merge.name()));
    }

    @Override
    void check(PluginConfig config) {
        super.check(config);
        folds(config);
        VennAbersProvider.merge(config);
    }

    private static int folds(PluginConfig config) {
        return (int) config.integer(FOLDS, DEFAULT_FOLDS, 2, MAX_FOLDS);
    }
}
