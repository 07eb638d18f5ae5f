package io.levibot.engine;

import io.levibot.api.ConfigException;
import io.levibot.api.LevibotException;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.journal.JournalCursor;
import io.levibot.engine.journal.JournalException;
import io.levibot.engine.journal.JournalFollower;
import io.levibot.engine.journal.JournalLine;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.state.JournalRest;
import io.levibot.engine.state.Snapshot;
import io.levibot.engine.state.StateDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens an engine from its state directory: the newest intact snapshot, then the inputs that were journalled after it, over as
 * many segments as there are, repeated in step with the journal. What cannot be made whole is refused with one message; nothing is guessed.
 */
final class Recovery {
    private final EngineBuilder parts;
    private final StateDirectory directory;
    private final Function<String, ServingModel> models;

    Recovery(EngineBuilder parts, StateDirectory directory, Function<String, ServingModel> models) {
        this.parts = parts;
        this.directory = directory;
        this.models = models;
    }

    TradingEngine open() {
        Snapshot snapshot = directory.newestSnapshot().orElse(null);
        if (directory.lastSegment() == 0) {
            if (snapshot != null) {
                throw new JournalException(directory.path() + " has snapshots but no journal: it was lost");
            }
            parts.keep(DirectoryKeeper.opening(directory, parts.segmentBytes(), 0));
            TradingEngine engine = new TradingEngine(parts);
            engine.snapshot();
            return engine;
        }
        JournalRest rest = directory.restAfter(snapshot);
        ServingModel wanted = parts.model;
        EngineState state = snapshot == null ? null : StateJson.read(snapshot.state(), "snapshot");
        state = repeated(rest, state, wanted);
        StateKeeper keeper = keeper(rest);
        boolean opened = false;
        try {
            TradingEngine engine = recover(rest, state, keeper, wanted);
            opened = true;
            return engine;
        } finally {
            if (!opened) {
                keeper.abandon();
            }
        }
    }

    /** Repeats, for nobody to see, what engines did that were closed since: what they left is where the next one begins. */
    private @Nullable EngineState repeated(
            JournalRest rest, @Nullable EngineState from, @Nullable ServingModel wanted) {
        List<Path> closed = rest.closedFiles();
        if (closed.isEmpty()) {
            return from;
        }
        JournalCursor cursor = JournalCursor.open(closed, rest.from(), Long.MAX_VALUE);
        JournalFollower follower = new JournalFollower(cursor, EventSink.none(), EventSink.none());
        EngineState state = from;
        try (follower) {
            if (from == null || follower.stage() == JournalFollower.Stage.FOLLOWING) {
                state = new Repetition(parts.plugins(), id -> Objects.requireNonNull(modelOf(id, wanted)))
                        .run(follower, from);
            }
        }
        requireEnded(follower, closed);
        return state;
    }

    private StateKeeper keeper(JournalRest rest) {
        Verification last = rest.last();
        if (last.continues()) {
            return DirectoryKeeper.continuing(directory, parts.segmentBytes(), rest.lastNumber(), last.head());
        }
        return last.status() == Verification.Status.SEALED
                ? DirectoryKeeper.opening(directory, parts.segmentBytes(), rest.lastNumber())
                : DirectoryKeeper.resuming(
                        directory,
                        parts.segmentBytes(),
                        rest.lastNumber(),
                        JournalWriter.resume(rest.lastFile(), last));
    }

    private TradingEngine recover(
            JournalRest rest, @Nullable EngineState state, StateKeeper keeper, @Nullable ServingModel wanted) {
        List<Path> files = rest.openFiles();
        JournalCursor cursor = rest.isClosed()
                ? JournalCursor.open(
                        rest.lastFile(), rest.last().position(), rest.last().eventBytes())
                : JournalCursor.open(files, rest.fromOfOpenFiles(), rest.last().eventBytes());
        JournalFollower follower = new JournalFollower(cursor, EventSink.none(), keeper);
        EngineEvent.Opened opening = openingAt(follower);
        if (opening == null && state == null) {
            throw new JournalException(rest.lastFile() + " does not begin with the engine's opening");
        }
        if (!rest.isClosed()) {
            requireSameConfig(opening == null ? Objects.requireNonNull(state).config() : opening.config());
        }
        parts.model = modelOf(opening == null ? Objects.requireNonNull(state).bundleId() : opening.bundleId(), wanted);
        parts.recoverWith(follower, keeper, state, rest.isClosed() ? rest.last().head() : null);
        TradingEngine engine = new TradingEngine(parts);
        Repetition.repeatSteps(engine, follower, id -> Objects.requireNonNull(modelOf(id, wanted)));
        requireEnded(follower, files);
        engine.goLive(wanted);
        requireEnded(follower, files); // or nothing would be journalled from here on
        return engine;
    }

    private static EngineEvent.@Nullable Opened openingAt(JournalFollower follower) {
        JournalLine first = follower.peek(0);
        return first != null && first.input() instanceof EngineEvent.Opened opened ? opened : null;
    }

    private static void requireEnded(JournalFollower follower, List<Path> files) {
        if (follower.stage() != JournalFollower.Stage.ENDED) {
            throw new JournalException((files.isEmpty()
                            ? "the journal"
                            : files.get(files.size() - 1).toString())
                    + " does not follow from its inputs; nothing was changed. " + follower.difference());
        }
    }

    /** After a clean close the configuration may change; a bar that was begun must be finished as it was begun. */
    private void requireSameConfig(SortedMap<String, String> recorded) {
        SortedMap<String, String> now = parts.journalledConfig();
        if (recorded.equals(now)) {
            return;
        }
        Set<String> keys = new TreeSet<>(recorded.keySet());
        keys.addAll(now.keySet());
        List<String> different = new ArrayList<>();
        for (String key : keys) {
            if (!Objects.equals(recorded.get(key), now.get(key))) {
                different.add(key + " was " + recorded.get(key) + ", is " + now.get(key));
            }
        }
        throw new ConfigException(
                "engine",
                "the configuration changed since a journal that was not closed: " + String.join("; ", different)
                        + ". Open the engine with the old one, close it, then change it");
    }

    private @Nullable ServingModel modelOf(@Nullable String id, @Nullable ServingModel wanted) {
        if (id == null) {
            return null;
        }
        if (wanted != null && wanted.id().equals(id)) {
            return wanted;
        }
        try {
            return models.apply(id);
        } catch (LevibotException e) {
            throw new JournalException(
                    "bundle " + id + ", which the engine served, cannot be loaded: " + e.getMessage(), e);
        }
    }
}
