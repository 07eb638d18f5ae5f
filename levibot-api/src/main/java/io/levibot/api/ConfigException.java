package io.levibot.api;

/**
 * A configuration value is missing, unknown, malformed or out of range. Nothing was created.
 *
 * @since 0.1.0
 */
public class ConfigException extends LevibotException {
    private static final long serialVersionUID = 1L;

    /**
     * @param component short name of the part that failed
     * @param message what happened, where, what is allowed, what to do
     */
    public ConfigException(String component, String message) {
        super(component, message);
    }

    /**
     * @param component short name of the part that failed
     * @param message what happened, where, what is allowed, what to do
     * @param cause the failure beneath
     */
    public ConfigException(String component, String message, Throwable cause) {
        super(component, message, cause);
    }
}
