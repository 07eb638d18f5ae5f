package io.levibot.engine.registry;

import io.levibot.api.Symbol;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * Data on which candidates were tested.
 *
 * @param symbols the instruments, at least one
 * @param from open time of the first bar
 * @param until close time of the last bar
 * @since 0.1.0
 */
public record TestRange(List<Symbol> symbols, Instant from, Instant until) {
    /** @throws IllegalArgumentException if there is no symbol or the range is empty */
    public TestRange {
        symbols = symbols.stream().sorted().distinct().toList();
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(until, "until");
        if (symbols.isEmpty() || !until.isAfter(from)) {
            throw new IllegalArgumentException("test range of " + symbols.size() + " symbols from " + from + " until "
                    + until + ": allowed are at least one symbol and a range that is not empty");
        }
    }

    /**
     * @param other another range
     * @return whether both hold bars of one symbol and one time
     */
    public boolean overlaps(TestRange other) {
        return from.isBefore(other.until)
                && other.from.isBefore(until)
                && !Collections.disjoint(symbols, other.symbols);
    }
}
