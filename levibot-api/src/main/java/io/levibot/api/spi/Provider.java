package io.levibot.api.spi;

import java.util.Set;

/**
 * A named factory that ServiceLoader finds: the service is the provider, what it creates is the instance.
 *
 * <p>Who calls it: the engine's discovery reads {@link #name} and {@link #configKeys} once per class loader, on the thread that
 * builds the engine; {@link #create} when an engine or workflow is composed and when a bundle is loaded.
 *
 * <p>Thread-safety: a provider is stateless and may be called from any thread.
 *
 * <p>Lifecycle: constructed by ServiceLoader through its public no-argument constructor, which must do nothing that can fail
 * (load a native library, read a file, open a connection): put that into {@link #create}.
 *
 * <p>Selection: a name selects. There are no priorities; two providers of one type and one name are an error that names both.
 *
 * @param <T> what is created
 * @since 0.1.0
 */
public interface Provider<T> {
    /**
     * Returns the name by which a configuration selects this provider: 1 to 64 of a-z 0-9 . - beginning with a letter, always
     * the same. It is stored in bundles: renaming a provider makes old bundles unloadable.
     */
    String name();

    /** Returns every key that {@link #create} understands; any other key in a configuration is refused before it is called. */
    Set<ConfigKey> configKeys();

    /**
     * Creates a ready instance.
     *
     * @param config values of keys from {@link #configKeys} only
     * @param context clock, executor, saved state and whatever else the instance may use
     * @return a new instance
     * @throws io.levibot.api.ConfigException if a value is malformed or out of range
     * @throws io.levibot.api.ArtifactException if saved state is needed and missing, damaged or of an unknown format
     */
    T create(PluginConfig config, PluginContext context);
}
