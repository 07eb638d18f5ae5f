package io.levibot.calibration;

import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.calibration.internal.StateWriter;
import java.util.Map;

/**
 * Platt scaling: a sigmoid of the score, fitted by maximum likelihood with smoothed targets, so that neither separable data nor
 * scores of any size or offset are a problem (Platt 1999; Lin, Lin, Weng 2007). Probabilities are turned into log-odds first.
 *
 * <p>A score that goes against the label gives the flat map at the mean target, as every method here does. Takes at least 200
 * rows with 20 of each class unless told otherwise.
 *
 * @since 0.1.0
 */
public final class PlattProvider extends MethodProvider {
    static final String NAME = "platt";
    private static final SampleGuard GUARD = new SampleGuard(200, 20.0);

    /** Called by ServiceLoader. */
    public PlattProvider() {
        super(NAME, GUARD);
    }

    @Override
    FittedCalibrator fit(Sample sample, PluginConfig config, PluginContext context) {
        PlattScaling fit = PlattScaling.fit(sample.logOdds(LogOdds.SCORE_CLIP), sample.labels(), sample.weights());
        Map<String, String> details = Map.of(
                "a",
                StateWriter.text(fit.a()),
                "b",
                StateWriter.text(fit.b()),
                "flat",
                String.valueOf(fit.slope() <= 0.0));
        ScoreMap map = fit.slope() > 0.0
                ? new LinearLogitMap(sample.scale(), fit.centre(), fit.slope(), fit.level())
                : LinearLogitMap.flat(
                        sample.scale(),
                        LogOdds.of(PlattScaling.Targets.of(sample.labels(), sample.weights())
                                .mean()));
        return fitted(sample, map, details);
    }
}
