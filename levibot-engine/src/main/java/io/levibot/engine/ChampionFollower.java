package io.levibot.engine;

import io.levibot.api.LevibotException;
import io.levibot.engine.registry.Bundle;
import io.levibot.engine.registry.BundleId;
import io.levibot.engine.registry.ModelRegistry;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModelLoader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps an engine on the champion of a registry. It has no thread: the host calls {@link #check} as often as it likes, from any
 * thread but those that wait for a decision of the engine.
 *
 * <p>A new champion is read, verified to the last byte, loaded, proved by its golden rows and warmed before the engine hears of it,
 * and takes over between two bars. If any of that fails the old model stays, {@link Outcome#message} says why, and the next
 * check tries again.
 *
 * <p>Owns the models that it loaded: one that was replaced is closed once no thread is in it any more. The engine does not close
 * it; close the engine first, then this. Thread-safe; checks wait for each other.
 *
 * @since 0.1.0
 */
public final class ChampionFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChampionFollower.class);

    private final TradingEngine engine;
    private final ModelRegistry registry;
    private final ServingModelLoader loader;
    private final List<ServingModel> replaced = new ArrayList<>();
    private @Nullable ServingModel current;
    private String problem = "";
    private boolean closed;

    /**
     * What a check came to.
     *
     * @since 0.1.0
     */
    public enum Result {
        /** The champion took over. */
        SWAPPED,
        /** The champion was served already. */
        UNCHANGED,
        /** There is no champion, or it cannot be served: what was served before still is. */
        KEPT
    }

    /**
     * @param result what happened
     * @param modelId id of the model that this object serves now, null if there is none
     * @param message why, for people
     * @since 0.1.0
     */
    public record Outcome(Result result, @Nullable String modelId, String message) {}

    /**
     * @param engine whose model to keep up
     * @param registry whose champion
     * @param loader makes bundles ready to serve
     */
    public ChampionFollower(TradingEngine engine, ModelRegistry registry, ServingModelLoader loader) {
        this.engine = Objects.requireNonNull(engine, "engine");
        this.registry = Objects.requireNonNull(registry, "registry");
        this.loader = Objects.requireNonNull(loader, "loader");
    }

    /**
     * Looks whether the champion changed, and if so puts it in place.
     *
     * @return what came of it; never throws for a bundle that is bad
     * @throws IllegalStateException if this or the engine is closed
     */
    public synchronized Outcome check() {
        if (closed || engine.isClosed()) {
            throw new IllegalStateException("the follower or its engine is closed");
        }
        closeUnused();
        ServingModel next;
        try {
            BundleId champion = registry.state().aliases().champion().orElse(null);
            if (champion == null) {
                return kept("the registry has no champion");
            }
            if (current != null && current.id().equals(champion.value())) {
                problem = "";
                engine.modelWanted();
                return new Outcome(Result.UNCHANGED, current.id(), "the champion is served already");
            }
            Bundle bundle = registry.read(champion);
            next = loader.load(bundle);
        } catch (LevibotException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(problem)) {
                engine.modelKept(why);
            }
            return kept(why);
        }
        try {
            engine.swapModel(next);
        } catch (LevibotException e) {
            next.close();
            return kept(String.valueOf(e.getMessage()));
        }
        if (current != null) {
            replaced.add(current);
        }
        current = next;
        problem = "";
        closeUnused();
        return new Outcome(Result.SWAPPED, next.id(), "the champion is served from the next bar on");
    }

    private Outcome kept(String why) {
        String id = current == null ? null : current.id();
        if (!why.equals(problem)) {
            problem = why;
            LOG.warn("the champion is not served, {} stays: {}", id == null ? "no model" : id, why);
        }
        return new Outcome(Result.KEPT, id, why);
    }

    private void closeUnused() {
        Iterator<ServingModel> left = replaced.iterator();
        while (left.hasNext()) {
            ServingModel model = left.next();
            if (!engine.uses(model)) {
                model.close();
                left.remove();
            }
        }
    }

    /** Closes the models that no thread is in. May be called twice. */
    @Override
    public synchronized void close() {
        closed = true;
        if (current != null) {
            replaced.add(current);
            current = null;
        }
        closeUnused();
    }
}
