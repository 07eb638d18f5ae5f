package io.levibot.engine.bar;

import io.levibot.api.Bar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Closed bars one after another: of one symbol in time order, or of several with every close time's bars together.
 *
 * <p>Who calls it: whoever drives an engine or builds a data set, one thread at a time, until {@link #next} gives null.
 *
 * <p>Thread-safety: none needed. Lifecycle: the caller closes it; close may be called twice; after it {@link #next} gives null.
 *
 * <p>Determinism: a source over a file or series gives the same bars every time. A live source need not.
 *
 * <p>Failures: a throw from {@link #next} ends the source; bars that were given stay valid.
 *
 * @since 0.1.0
 */
public interface BarSource extends AutoCloseable {

    /**
     * Waits for the next bar if need be.
     *
     * @return the next closed bar, or null at the end
     * @throws io.levibot.api.DataException if the data beneath are damaged or cannot be read
     */
    @Nullable
    Bar next();

    /** Releases what the source holds; may be called twice. */
    @Override
    void close();

    /**
     * Merges the bars of several symbols: by close time, and within one close time in symbol order, which is the order that the
     * engine decides in.
     *
     * @param sources each in time order; closed with the merged source
     * @return one source over all of them
     */
    static BarSource merged(List<? extends BarSource> sources) {
        return new MergedBars(sources);
    }
}
