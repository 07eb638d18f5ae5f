package io.levibot.engine.event;

/**
 * Keeps the events of an engine: its journal.
 *
 * <p>Who calls it: the engine, for every event in order, before what the event announces happens. Calls are serialised.
 *
 * <p>Failures: {@link #append} and {@link #sync} throw a {@link io.levibot.api.LevibotException} when the event cannot be kept;
 * the engine then goes to REDUCE_ONLY. Whatever else they throw is treated alike.
 *
 * @since 0.1.0
 */
public interface EventSink extends AutoCloseable {
    /**
     * Keeps an event so that it survives the end of the process.
     *
     * @param event what happened
     */
    void append(EngineEvent event);

    /** Forces what was appended to the disk. */
    void sync();

    /**
     * Returns whether events are kept from a last reserve only: what is under way can still be told to its end, but nothing new
     * should begin. May be asked from any thread.
     */
    default boolean isDegraded() {
        return false;
    }

    /** Releases the file as a crash would leave it: events are missing, so that a seal would lie. May be called twice. */
    default void abandon() {
        close();
    }

    /** Seals the journal and releases the file. May be called twice. */
    @Override
    void close();

    /** Returns a sink that keeps nothing: for backtests whose events nobody reads again. */
    static EventSink none() {
        return NoSink.INSTANCE;
    }
}
