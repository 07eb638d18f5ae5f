package io.levibot.api.contract;

import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.KillSwitchProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The correct kill source provider, with a place to break it. */
public final class SwitchDouble implements KillSwitchProvider {
    private final FlagFileSwitchProvider good = new FlagFileSwitchProvider();
    private final UnaryOperator<KillSwitch> wrapper;

    public SwitchDouble() {
        this(UnaryOperator.identity());
    }

    SwitchDouble(UnaryOperator<KillSwitch> wrapper) {
        this.wrapper = wrapper;
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
    public KillSwitch create(PluginConfig config, PluginContext context) {
        return wrapper.apply(good.create(config, context));
    }
}
