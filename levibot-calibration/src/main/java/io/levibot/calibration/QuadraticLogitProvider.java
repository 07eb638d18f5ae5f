package io.levibot.calibration;

import io.levibot.api.spi.PluginConfig;
import io.levibot.calibration.internal.StateWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Quadratic logit scaling: logit q = alpha + beta z + gamma z<sup>2</sup> over the fitted range, along the tangent beyond it
 * (Berta, Holzmueller, Jordan, Bach 2025).
 *
 * <p>If the quadratic falls anywhere within the range, or the scores take fewer than three values, the affine map takes its
 * place, and the flat one if that falls; fact {@code form} says which. Separable data is refused. Takes at least 200 rows with
 * 20 of each class unless told otherwise.
 *
 * @since 0.1.0
 */
public final class QuadraticLogitProvider extends LogitMethodProvider {
    static final String NAME = "quadratic-logit";
    private static final SampleGuard GUARD = new SampleGuard(200, 20.0);

    /** Called by ServiceLoader. */
    public QuadraticLogitProvider() {
        super(NAME, GUARD);
    }

    @Override
    FittedCalibrator fitLogOdds(Sample sample, PluginConfig config) {
        double[] logOdds = sample.logOdds(LogOdds.SCORE_CLIP);
        double low = Arrays.stream(logOdds).min().orElseThrow();
        double high = Arrays.stream(logOdds).max().orElseThrow();
        LogisticRecalibration.Quadratic fit =
                LogisticRecalibration.quadratic(logOdds, sample.labels(), sample.weights());
        if (fit == null || !fit.risesBetween(low, high)) {
            return fitAffine(sample, logOdds);
        }
        Map<String, String> details = new TreeMap<>();
        details.put("form", "quadratic");
        details.put("alpha", StateWriter.text(fit.alpha()));
        details.put("beta", StateWriter.text(fit.beta()));
        details.put("gamma", StateWriter.text(fit.gamma()));
        return fitted(sample, new QuadraticLogitMap(sample.scale(), fit, low, high), details);
    }

    private FittedCalibrator fitAffine(Sample sample, double[] logOdds) {
        LogisticRecalibration.Affine fit = LogisticRecalibration.affine(logOdds, sample.labels(), sample.weights());
        if (fit == null) {
            throw separated();
        }
        Map<String, String> details = new TreeMap<>();
        details.put("alpha", StateWriter.text(fit.alpha()));
        details.put("beta", StateWriter.text(fit.beta()));
        if (fit.beta() > 0.0) {
            details.put("form", "affine");
            return fitted(sample, new LinearLogitMap(sample.scale(), 0.0, fit.beta(), fit.alpha()), details);
        }
        details.put("form", "flat");
        return fitted(sample, LinearLogitMap.flat(sample.scale(), LogOdds.of(sample.baseRate())), details);
    }
}
