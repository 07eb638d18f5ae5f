package io.levibot.api;

import java.util.Objects;

/**
 * Root of every failure that levibot reports. Unchecked. The message names the component, what was given, what is allowed and
 * what to do; it never holds a secret. A caller's slip (a {@code null}, a negative size) is an {@link
 * IllegalArgumentException} or {@link NullPointerException} instead.
 *
 * @since 0.1.0
 */
public class LevibotException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String component;

    /**
     * @param component short name of the part that failed, for example {@code "registry"}
     * @param message what happened, where, what is allowed, what to do
     */
    public LevibotException(String component, String message) {
        super(component + ": " + message);
        this.component = Objects.requireNonNull(component, "component");
    }

    /**
     * @param component short name of the part that failed
     * @param message what happened, where, what is allowed, what to do
     * @param cause the failure beneath
     */
    public LevibotException(String component, String message, Throwable cause) {
        super(component + ": " + message, cause);
        this.component = Objects.requireNonNull(component, "component");
    }

    /** Returns the short name of the part that failed. */
    public String component() {
        return component;
    }
}
