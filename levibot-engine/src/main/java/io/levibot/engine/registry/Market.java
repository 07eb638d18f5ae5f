package io.levibot.engine.registry;

import io.levibot.api.BarInterval;
import io.levibot.api.CostModel;
import io.levibot.api.Symbol;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a bundle was made for.
 *
 * @param symbols the instruments, in ascending order, at least one
 * @param interval length of the bars
 * @param costs per side, as in the sweep and the evaluation
 * @param exposure fraction of equity that an entry puts at risk, above 0 and at most 1
 * @param limits the engine's limits under which it was judged, by their configuration keys; empty if it was judged under none that
 *     differ from the defaults
 * @since 0.1.0
 */
public record Market(
        List<Symbol> symbols,
        BarInterval interval,
        CostModel costs,
        double exposure,
        SortedMap<String, String> limits) {
    /** Most symbols that one bundle may serve. */
    public static final int MAX_SYMBOLS = 10_000;

    /** @throws IllegalArgumentException if there is no symbol, one occurs twice, or the exposure is out of range */
    public Market {
        symbols = symbols.stream().sorted().toList();
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(costs, "costs");
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
        if (symbols.isEmpty()
                || symbols.size() > MAX_SYMBOLS
                || symbols.stream().distinct().count() != symbols.size()) {
            throw new IllegalArgumentException(
                    symbols.size() + " symbols: allowed are 1 to " + MAX_SYMBOLS + " different ones");
        }
        if (!(exposure > 0.0 && exposure <= 1.0)) {
            throw new IllegalArgumentException("exposure " + exposure + ": allowed is above 0 and at most 1");
        }
    }

    /**
     * A market judged under the default limits.
     *
     * @param symbols the instruments, at least one
     * @param interval length of the bars
     * @param costs per side
     * @param exposure fraction of equity that an entry puts at risk
     */
    public Market(List<Symbol> symbols, BarInterval interval, CostModel costs, double exposure) {
        this(symbols, interval, costs, exposure, Collections.emptySortedMap());
    }
}
