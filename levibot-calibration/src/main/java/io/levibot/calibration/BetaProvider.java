package io.levibot.calibration;

import io.levibot.api.spi.PluginConfig;
import io.levibot.calibration.internal.StateWriter;
import java.util.Map;

/**
 * Beta calibration: logit p = a ln s - b ln(1 - s) + c with a and b not negative (Kull, Silva Filho, Flach 2017). Unlike the
 * reference package the sign rule is complete: a score that goes against the label gives the flat map, never a falling one.
 *
 * <p>Separable data is refused. Takes at least 200 rows with 20 of each class unless told otherwise.
 *
 * @since 0.1.0
 */
public final class BetaProvider extends LogitMethodProvider {
    static final String NAME = "beta";
    private static final SampleGuard GUARD = new SampleGuard(200, 20.0);

    /** Called by ServiceLoader. */
    public BetaProvider() {
        super(NAME, GUARD);
    }

    @Override
    FittedCalibrator fitLogOdds(Sample sample, PluginConfig config) {
        BetaCalibration fit =
                BetaCalibration.fit(sample.logOdds(BetaCalibration.SCORE_CLIP), sample.labels(), sample.weights());
        if (fit == null) {
            throw separated();
        }
        return fitted(
                sample,
                new BetaMap(sample.scale(), fit.a(), fit.b(), fit.c()),
                Map.of(
                        "a", StateWriter.text(fit.a()),
                        "b", StateWriter.text(fit.b()),
                        "c", StateWriter.text(fit.c()),
                        "flat", String.valueOf(fit.a() == 0.0 && fit.b() == 0.0)));
    }
}
