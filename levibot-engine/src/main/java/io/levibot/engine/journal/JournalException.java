package io.levibot.engine.journal;

import io.levibot.api.LevibotException;

/**
 * A journal cannot be written, read or trusted. The message says which line and why.
 *
 * @since 0.1.0
 */
public class JournalException extends LevibotException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, where, what to do
     */
    public JournalException(String message) {
        super("journal", message);
    }

    /**
     * @param message what happened, where, what to do
     * @param cause the failure beneath
     */
    public JournalException(String message, Throwable cause) {
        super("journal", message, cause);
    }
}
