package io.levibot.calibration;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import java.util.Map;

/**
 * Inductive Venn-ABERS: an interval [p0, p1] that holds a calibrated probability whatever the distribution, and one probability
 * within it, never 0 or 1 (Vovk, Petej, Fedorova 2015). The width tells how little the rows say about a score: a policy may
 * abstain on a wide one.
 *
 * <p>Takes at least 200 rows with 20 of each class unless told otherwise.
 *
 * @since 0.1.0
 */
public final class VennAbersProvider extends MethodProvider {
    static final String NAME = "venn-abers";
    static final String MERGE = "merge";
    static final String MERGE_HELP =
            "how the interval becomes a probability: log or brier, the loss whose worst case it bounds; default log";
    private static final SampleGuard GUARD = new SampleGuard(200, 20.0);

    /** Called by ServiceLoader. */
    public VennAbersProvider() {
        super(NAME, GUARD, ConfigKey.of(MERGE, MERGE_HELP));
    }

    @Override
    FittedCalibrator fit(Sample sample, PluginConfig config, PluginContext context) {
        VennAbers.Merge merge = merge(config);
        return fitted(sample, VennAbers.fit(sample, merge), Map.of(MERGE, merge.name()));
    }

    @Override
    void check(PluginConfig config) {
        super.check(config);
        merge(config);
    }

    static VennAbers.Merge merge(PluginConfig config) {
        return config.choice(MERGE, VennAbers.Merge.class, VennAbers.Merge.LOG);
    }
}
