package io.levibot.api;

/**
 * A model, calibrator or policy could not be fitted. No state was kept.
 *
 * @since 0.1.0
 */
public class TrainingException extends LevibotException {
    private static final long serialVersionUID = 1L;

    /**
     * @param component short name of the part that failed
     * @param message what happened, where, what is allowed, what to do
     */
    public TrainingException(String component, String message) {
        super(component, message);
    }

    /**
     * @param component short name of the part that failed
     * @param message what happened, where, what is allowed, what to do
     * @param cause the failure beneath
     */
    public TrainingException(String component, String message, Throwable cause) {
        super(component, message, cause);
    }
}
