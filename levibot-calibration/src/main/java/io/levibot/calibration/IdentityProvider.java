package io.levibot.calibration;

import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorInfo;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.ScoreScale;
import java.util.Map;

/**
 * No calibration: the score is the probability, or its log-odds, for which 1 / (1 + e<sup>-z</sup>) is served. Learns nothing;
 * {@link #create} works without saved state, on the scale that key {@code scale} names.
 *
 * @since 0.1.0
 */
public final class IdentityProvider extends LogitMethodProvider {
    static final String NAME = "identity";
    private static final String SCALE = "scale";

    /** Called by ServiceLoader. */
    public IdentityProvider() {
        super(
                NAME,
                SampleGuard.NONE,
                ConfigKey.of(
                        SCALE,
                        "scale of the scores where there is no saved state: log-odds or probability; default log-odds"));
    }

    @Override
    public Calibrator create(PluginConfig config, PluginContext context) {
        if (context.artifact().isPresent()) {
            return super.create(config, context);
        }
        check(config);
        ScoreScale scale = config.choice(SCALE, ScoreScale.class, ScoreScale.LOG_ODDS);
        return new FittedCalibrator(
                CalibratorInfo.unfitted(NAME, scale, Map.of("library", LibraryVersion.TEXT)), new IdentityMap(scale));
    }

    @Override
    void check(PluginConfig config) {
        super.check(config);
        if (config.choice(SCALE, ScoreScale.class, ScoreScale.LOG_ODDS) == ScoreScale.MARGIN) {
            throw config.refuse(SCALE, "log-odds or probability");
        }
    }

    @Override
    FittedCalibrator fitLogOdds(Sample sample, PluginConfig config) {
        return fitted(sample, new IdentityMap(sample.scale()), Map.of());
    }
}
