package io.levibot.api.contract;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.ThresholdPolicyProvider;
import java.util.Set;
import java.util.function.BiFunction;

/** The correct policy provider, with a place to break it. */
public final class PolicyDouble implements ThresholdPolicyProvider {
    private final BandPolicyProvider good = new BandPolicyProvider();
    private final BiFunction<PluginConfig, PluginContext, ThresholdPolicy> creating;

    public PolicyDouble() {
        this(new BandPolicyProvider()::create);
    }

    PolicyDouble(BiFunction<PluginConfig, PluginContext, ThresholdPolicy> creating) {
        this.creating = creating;
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
}
