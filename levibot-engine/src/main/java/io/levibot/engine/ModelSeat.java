package io.levibot.engine;

import io.levibot.api.SchemaMismatchException;
import io.levibot.api.Symbol;
import io.levibot.engine.feature.CrossFeatures;
import io.levibot.engine.registry.ServingModel;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Which model an engine serves, and the columns of other symbols that it looks at. Read from any thread; changed between bars. */
final class ModelSeat {
    private final EngineConfig config;
    private final SortedMap<Symbol, Lane> lanes;
    private volatile @Nullable ServingModel model;
    private volatile @Nullable CrossFeatures cross;
    private volatile List<OutsideColumn> outside = List.of();
    private volatile String problem = "";

    ModelSeat(EngineConfig config, SortedMap<Symbol, Lane> lanes) {
        this.config = config;
        this.lanes = lanes;
    }

    @Nullable
    ServingModel model() {
        return model;
    }

    /** What other symbols' bars said so far, null if the model looks at none. */
    @Nullable
    CrossFeatures cross() {
        return cross;
    }

    /** The columns of the served model that do not come from a symbol's own bars. */
    List<OutsideColumn> outside() {
        return outside;
    }

    /** Why the bundle that was wanted last is not served; empty if it is. */
    String problem() {
        return problem;
    }

    void problem(String why) {
        problem = why;
    }

    /** Serves another model from now on; no bar is being decided, and the lanes have it already. */
    void serve(@Nullable ServingModel next) {
        cross = next == null ? null : crossOf(next);
        outside = next == null ? List.of() : OutsideColumn.of(next.featureSet());
        model = next;
    }

    /** Joins anew what the lanes remember, after they were restored. */
    void rejoin() {
        serve(model);
    }

    /**
     * @throws SchemaMismatchException if the model was not made for this engine
     */
    void requireFits(ServingModel next) {
        List<String> problems = new ArrayList<>();
        if (!next.interval().equals(config.interval())) {
            problems.add("it is for bars of " + next.interval() + ", the engine has " + config.interval());
        }
        if (!next.symbols().containsAll(config.symbols())) {
            problems.add("it is for " + next.symbols() + ", the engine trades " + config.symbols());
        }
        if (!config.symbols().containsAll(next.featureSet().newCrossFeatures().symbols())) {
            problems.add("its features come from bars of "
                    + next.featureSet().newCrossFeatures().symbols() + ", the engine trades " + config.symbols());
        }
        int needed = next.featureSet().lookbackBars() + next.lookback() - 1;
        if (needed > config.historyBars()) {
            problems.add("it looks back over " + needed + " bars, the engine remembers " + config.historyBars()
                    + " (historyBars)");
        }
        if (!problems.isEmpty()) {
            throw new SchemaMismatchException(
                    "engine", "bundle " + next.id() + " does not fit: " + String.join("; ", problems));
        }
    }

    /** Joins the model's columns of other symbols, warmed with what their lanes remember; null if it has none. */
    private @Nullable CrossFeatures crossOf(ServingModel next) {
        CrossFeatures joined = next.featureSet().newCrossFeatures();
        if (joined.symbols().isEmpty()) {
            return null;
        }
        for (Symbol symbol : joined.symbols()) {
            Lane lane = lanes.get(symbol);
            if (lane != null) { // requireFits made sure of it
                lane.remembered().forEach(joined::update);
            }
        }
        return joined;
    }
}
