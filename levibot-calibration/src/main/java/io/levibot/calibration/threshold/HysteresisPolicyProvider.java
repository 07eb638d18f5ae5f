package io.levibot.calibration.threshold;

import io.levibot.api.Thresholds;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.ThresholdPolicyProvider;
import io.levibot.api.spi.ThresholdTuner;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Provider {@value #NAME}: enters above one probability, leaves below a lower one. {@link #tuner} sweeps both.
 *
 * @since 0.1.0
 */
public final class HysteresisPolicyProvider implements ThresholdPolicyProvider {
    static final String NAME = "hysteresis";

    private static final String ENTRY = "entry";
    private static final String EXIT = "exit";
    private static final String MAX_WIDTH = "max-width";

    /** Called by ServiceLoader. */
    public HysteresisPolicyProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return new LinkedHashSet<>(List.of(
                ConfigKey.of(ENTRY, "probability above which a flat book enters, 0 to 1; required without saved state"),
                ConfigKey.of(
                        EXIT, "probability below which a position is closed, 0 to entry; required without saved state"),
                ConfigKey.of(
                        MAX_WIDTH, "widest interval of the probability that is still decided on, 0 to 1; default 1"),
                ConfigKey.of(SweepOptions.MIN_TRADES, "fewest entries of a viable point, 1 to 1000000; default 30"),
                ConfigKey.of(
                        SweepOptions.MAX_DRAWDOWN,
                        "largest drawdown of a viable point, a fraction above 0; default 0.15"),
                ConfigKey.of(
                        SweepOptions.GRID,
                        "quantile: thresholds at quantiles of the probabilities; "
                                + "offset: at fixed distances from the neutral probability; default quantile")));
    }

    @Override
    public ThresholdPolicy create(PluginConfig config, PluginContext context) {
        double maxWidth = config.number(MAX_WIDTH, 1.0, 0.0, 1.0);
        double entry = config.number(ENTRY, 1.0, 0.0, 1.0);
        double exit = config.number(EXIT, 0.0, 0.0, 1.0);
        if (exit > entry) {
            throw config.refuse(EXIT, "at most entry, which is " + entry);
        }
        SweepOptions.from(config);
        if (context.artifact().isPresent()) {
            return new HysteresisPolicy(PolicyState.read(context.requiredArtifact(NAME)));
        }
        config.required(ENTRY);
        config.required(EXIT);
        return new HysteresisPolicy(new PolicyState(new Thresholds(entry, exit), maxWidth, true));
    }

    @Override
    public Optional<ThresholdTuner> tuner(PluginConfig config, PluginContext context) {
        double maxWidth = config.number(MAX_WIDTH, 1.0, 0.0, 1.0);
        return Optional.of(new ThresholdSweep(SweepOptions.from(config), maxWidth, context.executor()));
    }
}
