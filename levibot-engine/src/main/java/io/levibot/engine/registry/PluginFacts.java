package io.levibot.engine.registry;

import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.Provider;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which plugin made a part of a bundle, and with which configuration. Secrets are never part of it.
 *
 * @param name the provider's name
 * @param config values by key, in key order
 * @since 0.1.0
 */
public record PluginFacts(String name, SortedMap<String, String> config) {
    private static final int LONGEST_NAME = 64;

    /** @throws IllegalArgumentException if the name is empty or too long */
    public PluginFacts {
        Texts.require("plugin name", name, LONGEST_NAME);
        config = Collections.unmodifiableSortedMap(new TreeMap<>(config));
    }

    /**
     * @param provider the plugin's provider
     * @param config what it was created with
     * @return its name with the values that may be stored
     */
    public static PluginFacts of(Provider<?> provider, PluginConfig config) {
        return new PluginFacts(Objects.requireNonNull(provider, "provider").name(), config.storable());
    }
}
