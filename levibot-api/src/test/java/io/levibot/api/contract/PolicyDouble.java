package io.levibot.api.contract;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.ThresholdPolicyProvider;
import io.levibot.api.spi.ThresholdTuner;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** The correct policy provider, with places to break it. */
public final class PolicyDouble implements ThresholdPolicyProvider {
    private final BandPolicyProvider good = new BandPolicyProvider();
    private final BiFunction<PluginConfig, PluginContext, ThresholdPolicy> creating;

    private final UnaryOperator<ThresholdTuner> tuning;

    public PolicyDouble() {
        this(new BandPolicyProvider()::create, UnaryOperator.identity());
    }

    PolicyDouble(
            BiFunction<PluginConfig, PluginContext, ThresholdPolicy> creating, UnaryOperator<ThresholdTuner> tuning) {
        this.creating = creating;
        this.tuning = tuning;
    }

    @Override
    public String name() {
        return good.name();
    }

    @Override
    public Set<ConfigKey> configKeys() {
        return good.configKeys();
    }

    @Override
    public ThresholdPolicy create(PluginConfig config, PluginContext context) {
        return creating.apply(config, context);
    }

    @Override
    public Optional<ThresholdTuner> tuner(PluginConfig config, PluginContext context) {
        return good.tuner(config, context).map(tuning);
    }
}
