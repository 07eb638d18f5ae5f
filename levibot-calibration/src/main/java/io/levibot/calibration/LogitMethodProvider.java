package io.levibot.calibration;

import io.levibot.api.TrainingException;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.ScoreScale;

/** A method that needs log-odds: it takes them as they are, makes them from probabilities, and refuses a margin. */
abstract class LogitMethodProvider extends MethodProvider {
    LogitMethodProvider(String name, SampleGuard guard, ConfigKey... more) {
        super(name, guard, more);
    }

    @Override
    final Calibrator fit(Sample sample, PluginConfig config, PluginContext context) {
        if (sample.scale() == ScoreScale.MARGIN) {
            throw new TrainingException(
                    name(),
                    "needs log-odds or probabilities, and the scores are a margin: use platt, isotonic or venn-abers");
        }
        return fitLogOdds(sample, config);
    }

    abstract FittedCalibrator fitLogOdds(Sample sample, PluginConfig config);

    /** Returns the refusal of data for which the likelihood has no maximum. */
    final TrainingException separated() {
        return new TrainingException(
                name(),
                "the scores separate the two classes, so the likelihood has no maximum: give more rows, or use platt, whose"
                        + " targets are smoothed, or venn-abers");
    }
}
