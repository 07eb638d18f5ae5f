package io.levibot.engine.registry;

/**
 * What happened in a registry.
 *
 * @since 0.1.0
 */
public enum RegistryAction {
    /** A bundle was stored. No alias moved. */
    REGISTERED,
    /** A bundle became champion. */
    PROMOTED,
    /** The previous champion and the champion changed places. */
    ROLLED_BACK,
    /** A bundle became challenger. */
    CHALLENGED;

    /** Returns whether an alias moved. */
    public boolean movesAliases() {
        return this != REGISTERED;
    }
}
