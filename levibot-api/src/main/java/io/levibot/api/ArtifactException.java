package io.levibot.api;

/**
 * Saved state (a model, a calibrator, a policy) is damaged, of an unknown format, or does not belong to what asked for it. Nothing was loaded.
 *
 * @since 0.1.0
 */
public class ArtifactException extends LevibotException {
    private static final long serialVersionUID = 1L;

    /**
     * @param component short name of the part that failed
     * @param message what happened, where, what is allowed, what to do
     */
    public ArtifactException(String component, String message) {
        super(component, message);
    }

    /**
     * @param component short name of the part that failed
     * @param message what happened, where, what is allowed, what to do
     * @param cause the failure beneath
     */
    public ArtifactException(String component, String message, Throwable cause) {
        super(component, message, cause);
    }
}
