package io.levibot.api;

/**
 * Market or other input data is missing, malformed, out of order or too little. The message says where.
 *
 * @since 0.1.0
 */
public class DataException extends LevibotException {
    private static final long serialVersionUID = 1L;

    /**
     * @param component short name of the part that failed
     * @param message what happened, where, what is allowed, what to do
     */
    public DataException(String component, String message) {
        super(component, message);
    }

    /**
     * @param component short name of the part that failed
     * @param message what happened, where, what is allowed, what to do
     * @param cause the failure beneath
     */
    public DataException(String component, String message, Throwable cause) {
        super(component, message, cause);
    }
}
