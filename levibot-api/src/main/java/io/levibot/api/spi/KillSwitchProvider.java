package io.levibot.api.spi;

/**
 * Creates kill sources. Everything else as for {@link Provider}.
 *
 * @since 0.1.0
 */
public interface KillSwitchProvider extends Provider<KillSwitch> {}
