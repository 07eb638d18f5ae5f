package io.levibot.api.spi;

/**
 * Follows a long fit and may stop it. Called on the fitting thread, from time to time; implementations return at once.
 *
 * @since 0.1.0
 */
public interface TrainingMonitor {
    /**
     * @param done steps finished, 0 to total
     * @param total steps planned; may shrink if fitting stops early
     */
    void progress(int done, int total);

    /** Returns whether the fit should stop with a {@link io.levibot.api.TrainingException}. */
    default boolean cancelled() {
        return false;
    }

    /** Returns a monitor that ignores progress and never cancels. */
    static TrainingMonitor none() {
        return (done, total) -> {};
    }
}
