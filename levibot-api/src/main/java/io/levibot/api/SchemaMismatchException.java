package io.levibot.api;

/**
 * A model was given features of another schema than the one it was trained on. Nothing was scored.
 *
 * @since 0.1.0
 */
public class SchemaMismatchException extends LevibotException {
    private static final long serialVersionUID = 1L;

    /**
     * @param component short name of the part that failed
     * @param message what happened, where, what is allowed, what to do
     */
    public SchemaMismatchException(String component, String message) {
        super(component, message);
    }

    /**
     * @param component short name of the part that failed
     * @param message what happened, where, what is allowed, what to do
     * @param cause the failure beneath
     */
    public SchemaMismatchException(String component, String message, Throwable cause) {
        super(component, message, cause);
    }
}
