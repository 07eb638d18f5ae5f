package io.levibot.examples.host;

import io.levibot.api.LevibotException;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.registry.ServingModel;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The model that an engine serves, and the one way to change it. A champion that cannot be loaded or does not fit leaves the
 * old one in place. Thread-safe; reloads wait for each other, reading never waits.
 */
final class ModelSlot implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelSlot.class);

    private final ModelSource source;
    private final SortedMap<String, HostedModel> restored = new TreeMap<>();
    private volatile @Nullable HostedModel current;
    private volatile String problem = "";

    /**
     * What a reload came to.
     *
     * @param outcome what happened
     * @param modelId id of the model that is served now, null if there is none
     * @param message why, for people
     */
    record Reload(Outcome outcome, @Nullable String modelId, String message) {}

    enum Outcome {
        SWAPPED,
        UNCHANGED,
        KEPT
    }

    ModelSlot(ModelSource source) {
        this.source = source;
    }

    /** Loads a bundle that an engine served before it was restarted; kept until {@link #adopt}. */
    synchronized ServingModel load(String id) {
        return restored.computeIfAbsent(id, source::bundle).model();
    }

    /** Takes what a restored engine serves for the current model, and closes what else it needed to get there. */
    synchronized void adopt(TradingEngine engine) {
        String served = engine.model().map(ServingModel::id).orElse("");
        restored.forEach((id, model) -> {
            if (id.equals(served)) {
                current = model;
            } else {
                model.close();
            }
        });
        restored.clear();
    }

    /** Loads the champion into an engine, or keeps the old model and says why. */
    synchronized Reload reload(TradingEngine engine) {
        HostedModel before = current;
        HostedModel next;
        try {
            next = source.champion().orElse(null);
        } catch (LevibotException e) {
            return kept(before, String.valueOf(e.getMessage()));
        }
        if (next == null) {
            return kept(before, "the registry has no champion");
        }
        if (before != null && before.model().id().equals(next.model().id())) {
            next.close();
            problem = "";
            return new Reload(Outcome.UNCHANGED, before.model().id(), "the champion is served already");
        }
        try {
            engine.swapModel(next.model());
        } catch (LevibotException | IllegalStateException e) {
            next.close();
            return kept(before, String.valueOf(e.getMessage()));
        }
        current = next;
        problem = "";
        if (before != null) {
            before.close(); // no decision can reach it: the swap waited for every symbol's lock
        }
        return new Reload(Outcome.SWAPPED, next.model().id(), "the champion is served from the next bar on");
    }

    private Reload kept(@Nullable HostedModel before, String why) {
        problem = why;
        String id = before == null ? null : before.model().id();
        LOG.warn("No model was loaded, {} stays: {}", id == null ? "none" : id, why);
        return new Reload(Outcome.KEPT, id, why);
    }

    Optional<HostedModel> current() {
        return Optional.ofNullable(current);
    }

    /** Why the last reload kept the old model; empty if it did not. */
    String problem() {
        return problem;
    }

    @Override
    public synchronized void close() {
        restored.values().forEach(HostedModel::close);
        restored.clear();
        HostedModel last = current;
        current = null;
        if (last != null) {
            last.close();
        }
    }
}
