package io.levibot.engine.feature;

import io.levibot.api.Bar;
import io.levibot.api.FeatureFrame;
import io.levibot.api.Symbol;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The as-of join of other instruments' features: what each of them said at its newest bar so far. Given bars by close time and
 * then in symbol order, a row sees of an instrument that comes before its own in that order the value of the same close, and of
 * one that comes after it the value of the close before. Research ({@code Dataset}), backtests, live trading and a replay go
 * through here in that one order, so a row is the same for all of them.
 *
 * <p>A source's value that is NaN is not told; the one before stays in force until it is older than the column allows. Not
 * thread-safe. Deterministic.
 *
 * @since 0.1.0
 */
public final class CrossFeatures {
    private final List<Column> columns = new ArrayList<>();
    private final Map<Symbol, Source> sources = new HashMap<>();

    /** A column with the newest value of its source. */
    private static final class Column {
        private final CrossSource of;
        private @Nullable ExternalValue newest;

        Column(CrossSource of) {
            this.of = of;
        }
    }

    /** One source instrument's own features. */
    private record Source(FeaturePipeline pipeline, Map<Column, Integer> places) {}

    /**
     * Remembers which values a pipeline was given already.
     *
     * @since 0.1.0
     */
    public static final class Seen {
        private @Nullable ExternalValue[] given = new @Nullable ExternalValue[0];
    }

    CrossFeatures(FeatureSet set, List<CrossSource> crosses) {
        Map<Symbol, List<Column>> bySymbol = new LinkedHashMap<>();
        for (CrossSource cross : crosses) {
            Column column = new Column(cross);
            columns.add(column);
            bySymbol.computeIfAbsent(cross.symbol(), symbol -> new ArrayList<>())
                    .add(column);
        }
        bySymbol.forEach((symbol, wanted) -> sources.put(symbol, source(set, symbol, wanted)));
    }

    private static Source source(FeatureSet set, Symbol symbol, List<Column> wanted) {
        List<String> names =
                wanted.stream().map(column -> column.of.feature()).distinct().toList();
        FeatureSet own = FeatureRecipe.of(set.interval(), names).unfitted();
        Map<Column, Integer> places = new LinkedHashMap<>();
        wanted.forEach(column -> places.put(column, names.indexOf(column.of.feature())));
        return new Source(own.newPipeline(symbol), places);
    }

    /** Returns the instruments that columns come from, in symbol order; empty if there are none. */
    public Set<Symbol> symbols() {
        return new TreeSet<>(sources.keySet());
    }

    /**
     * Takes an accepted bar of any instrument; one that is no source is ignored.
     *
     * @param bar later than every bar of its symbol before
     */
    public void update(Bar bar) {
        Source source = sources.get(bar.symbol());
        if (source == null) {
            return;
        }
        FeatureFrame frame = source.pipeline().update(bar);
        Instant close = bar.closeTime();
        source.places().forEach((column, place) -> {
            double value = frame.value(0, place);
            if (!Double.isNaN(value)) {
                column.newest = new ExternalValue(column.of.column(), value, close);
            }
        });
    }

    /**
     * Gives a pipeline the values that are new since it was last given some: before each of its bars.
     *
     * @param pipeline of the same feature set
     * @param seen what this pipeline was given; a new one for a new pipeline
     */
    public void offerTo(FeaturePipeline pipeline, Seen seen) {
        if (seen.given.length != columns.size()) {
            seen.given = new @Nullable ExternalValue[columns.size()];
        }
        for (int i = 0; i < seen.given.length; i++) {
            ExternalValue newest = columns.get(i).newest;
            if (newest != null && !newest.equals(seen.given[i])) {
                pipeline.offer(newest);
                seen.given[i] = newest;
            }
        }
    }
}
