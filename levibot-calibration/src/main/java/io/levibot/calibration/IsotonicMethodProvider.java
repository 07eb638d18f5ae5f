package io.levibot.calibration;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.calibration.IsotonicRegression.Options;
import io.levibot.calibration.IsotonicRegression.OutOfBounds;
import io.levibot.calibration.IsotonicRegression.Shape;
import java.util.Map;

/** Isotonic calibration in one of its two shapes. */
abstract class IsotonicMethodProvider extends MethodProvider {
    private static final SampleGuard GUARD = new SampleGuard(1000, 20.0);
    private static final String OUT_OF_BOUNDS = "out-of-bounds";
    private static final String END_CLIP = "end-clip";
    private static final String SMOOTHED = "smoothed";
    private static final String NONE = "none";

    private final Shape shape;

    IsotonicMethodProvider(String name, Shape shape) {
        super(
                name,
                GUARD,
                ConfigKey.of(OUT_OF_BOUNDS, "score outside the fitted range: clip to the end, or error; default clip"),
                ConfigKey.of(
                        END_CLIP,
                        "margin kept from 0 and 1: smoothed for 1 / (weight sum + 2), none, or a number from 0 to 0.5;"
                                + " default smoothed"));
        this.shape = shape;
    }

    @Override
    final FittedCalibrator fit(Sample sample, PluginConfig config, PluginContext context) {
        OutOfBounds outOfBounds = outOfBounds(config);
        double endClip = endClip(config, sample.weightSum());
        IsotonicRegression fit = IsotonicRegression.fit(
                sample.scores(), sample.labels(), sample.weights(), Options.DEFAULT.withShape(shape));
        double[] x = fit.thresholdsX();
        return fitted(
                sample,
                new InterpolatedMap(x, fit.thresholdsY(), outOfBounds, endClip),
                Map.of("knots", String.valueOf(x.length)));
    }

    @Override
    final void check(PluginConfig config) {
        super.check(config);
        outOfBounds(config);
        endClip(config, 0.0);
    }

    private static OutOfBounds outOfBounds(PluginConfig config) {
        OutOfBounds rule = config.choice(OUT_OF_BOUNDS, OutOfBounds.class, OutOfBounds.CLIP);
        if (rule == OutOfBounds.NAN) {
            throw config.refuse(OUT_OF_BOUNDS, "clip or error");
        }
        return rule;
    }

    private static double endClip(PluginConfig config, double weightSum) {
        return switch (config.text(END_CLIP, SMOOTHED)) {
            case SMOOTHED -> 1.0 / (weightSum + 2.0);
            case NONE -> 0.0;
            default -> config.number(END_CLIP, 0.0, 0.0, 0.5);
        };
    }
}
