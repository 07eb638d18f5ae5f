package io.levibot.calibration;

import io.levibot.api.TrainingException;
import io.levibot.api.spi.PluginConfig;
import io.levibot.calibration.internal.StateWriter;
import java.util.Map;

/**
 * Temperature scaling: p = 1 / (1 + e<sup>-z/T</sup>), one parameter, 1/2 stays 1/2 (Guo, Pleiss, Sun, Weinberger 2017).
 *
 * <p>A score that carries nothing would need an infinite temperature and is refused: the answer 1/2 everywhere would ignore the
 * base rate. For separable data 1/T is held at e<sup>10</sup>. Takes at least 50 rows with one of each class unless told
 * otherwise.
 *
 * @since 0.1.0
 */
public final class TemperatureProvider extends LogitMethodProvider {
    static final String NAME = "temperature";
    private static final SampleGuard GUARD = new SampleGuard(50, 1.0);

    /** Called by ServiceLoader. */
    public TemperatureProvider() {
        super(NAME, GUARD);
    }

    @Override
    FittedCalibrator fitLogOdds(Sample sample, PluginConfig config) {
        TemperatureScaling fit =
                TemperatureScaling.fit(sample.logOdds(LogOdds.SCORE_CLIP), sample.labels(), sample.weights());
        if (fit.beta() == 0.0) {
            throw new TrainingException(
                    NAME,
                    "the score does not go with the label, so no temperature makes it a probability: use platt, or a better model");
        }
        return fitted(
                sample,
                new LinearLogitMap(sample.scale(), 0.0, fit.beta(), 0.0),
                Map.of(
                        "temperature", StateWriter.text(fit.temperature()),
                        "separated", String.valueOf(fit.beta() == TemperatureScaling.MAX_BETA)));
    }
}
