package io.levibot.engine.registry;

import io.levibot.api.LevibotException;

/**
 * The registry refused or could not do what was asked: an unknown bundle or alias, a candidate that its gates refuse, a
 * directory that cannot be written. Aliases and bundles are what they were before.
 *
 * @since 0.1.0
 */
public class RegistryException extends LevibotException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, where, what is allowed, what to do */
    public RegistryException(String message) {
        super("registry", message);
    }

    /**
     * @param message what happened, where, what is allowed, what to do
     * @param cause the failure beneath
     */
    public RegistryException(String message, Throwable cause) {
        super("registry", message, cause);
    }
}
