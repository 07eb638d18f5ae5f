package io.levibot.calibration;

import io.levibot.api.spi.PluginConfig;
import io.levibot.calibration.internal.StateWriter;
import java.util.Map;
import java.util.TreeMap;

/**
 * Affine logit scaling: logit q = alpha + beta z, by maximum likelihood without smoothing (Cox 1958). The facts hold the
 * calibration slope and intercept with their standard errors and the calibration-in-the-large, which say how far off the raw
 * scores were.
 *
 * <p>A negative beta gives the flat map at the base rate; separable data is refused. Takes at least 200 rows with 20 of each
 * class unless told otherwise.
 *
 * @since 0.1.0
 */
public final class AffineLogitProvider extends LogitMethodProvider {
    static final String NAME = "affine-logit";
    private static final SampleGuard GUARD = new SampleGuard(200, 20.0);

    /** Called by ServiceLoader. */
    public AffineLogitProvider() {
        super(NAME, GUARD);
    }

    @Override
    FittedCalibrator fitLogOdds(Sample sample, PluginConfig config) {
        double[] logOdds = sample.logOdds(LogOdds.SCORE_CLIP);
        LogisticRecalibration.Affine fit = LogisticRecalibration.affine(logOdds, sample.labels(), sample.weights());
        Double atLarge = LogisticRecalibration.intercept(1.0, logOdds, sample.labels(), sample.weights());
        if (fit == null || atLarge == null) {
            throw separated();
        }
        Map<String, String> details = new TreeMap<>();
        details.put("alpha", StateWriter.text(fit.alpha()));
        details.put("alpha-error", StateWriter.text(fit.alphaError()));
        details.put("beta", StateWriter.text(fit.beta()));
        details.put("beta-error", StateWriter.text(fit.betaError()));
        details.put("calibration-in-the-large", StateWriter.text(atLarge));
        details.put("flat", String.valueOf(fit.beta() <= 0.0));
        ScoreMap map = fit.beta() > 0.0
                ? new LinearLogitMap(sample.scale(), 0.0, fit.beta(), fit.alpha())
                : LinearLogitMap.flat(sample.scale(), LogOdds.of(sample.baseRate()));
        return fitted(sample, map, details);
    }
}
