package io.levibot.api;

/**
 * A plugin could not be found, chosen, loaded or created. Nothing was changed.
 *
 * @since 0.1.0
 */
public class PluginException extends LevibotException {
    private static final long serialVersionUID = 1L;

    /**
     * @param component short name of the part that failed
     * @param message what happened, where, what is allowed, what to do
     */
    public PluginException(String component, String message) {
        super(component, message);
    }

    /**
     * @param component short name of the part that failed
     * @param message what happened, where, what is allowed, what to do
     * @param cause the failure beneath
     */
    public PluginException(String component, String message, Throwable cause) {
        super(component, message, cause);
    }
}
