package io.levibot.api.spi;

import java.util.Optional;

/**
 * Creates threshold policies, from the context's artifact if there is one and else from configuration, and tunes them if it
 * can. With an artifact the configuration is checked but decides nothing: a bundle serves what was evaluated. Everything else
 * as for {@link Provider}.
 *
 * @since 0.1.0
 */
public interface ThresholdPolicyProvider extends Provider<ThresholdPolicy> {
    /**
     * Returns the tuner of this kind of policy, if it has something to tune.
     *
     * @param config values of keys from {@link #configKeys}
     * @param context executor and seed
     * @return a new tuner, or empty
     * @throws io.levibot.api.ConfigException if a value is malformed or out of range
     */
    default Optional<ThresholdTuner> tuner(PluginConfig config, PluginContext context) {
        return Optional.empty();
    }
}
