package io.levibot.engine;

import io.levibot.api.ConfigException;
import io.levibot.api.LevibotException;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.journal.JournalCursor;
import io.levibot.engine.journal.JournalException;
import io.levibot.engine.journal.JournalFollower;
import io.levibot.engine.journal.JournalLine;
import io.levibot.engine.journal.JournalPosition;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.state.Snapshot;
import io.levibot.engine.state.StateDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Opens an engine from its state directory: the newest intact snapshot, then the inputs that were journalled after it, repeated in
 * step with the journal. What cannot be made whole is refused with one message; nothing is guessed.
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
        int last = directory.lastSegment();
        Snapshot snapshot = directory.newestSnapshot().orElse(null);
        if (last == 0) {
            if (snapshot != null) {
                throw new JournalException(directory.path() + " has snapshots but no journal: it was lost");
            }
            parts.keep(new StateKeeper(directory, 0, null));
            TradingEngine engine = new TradingEngine(parts);
            engine.snapshot();
            return engine;
        }
        return recover(last, snapshot);
    }

    private TradingEngine recover(int last, @Nullable Snapshot snapshot) {
        Path file = directory.segment(last);
        JournalPosition from = beginning(last, snapshot);
        Verification found = JournalVerifier.verify(file, from);
        if (found.status() == Verification.Status.BROKEN) {
            throw new JournalException(file + " is BROKEN after event " + from.events()
                    + " and nothing can be recovered from it: " + found.problem());
        }
        EngineState state = snapshot == null ? null : StateJson.read(snapshot.state(), "snapshot");
        boolean sealed = found.status() == Verification.Status.SEALED;
        boolean whole = sealed && found.events() == from.events();
        JournalCursor cursor = JournalCursor.open(file, from, found.eventBytes());
        StateKeeper keeper = new StateKeeper(directory, last, sealed ? null : JournalWriter.resume(file, found));
        JournalFollower follower = new JournalFollower(cursor, EventSink.none(), keeper);
        ServingModel wanted = parts.model;
        if (state == null) {
            EngineEvent.Opened opened = opening(follower, file);
            requireSameConfig(opened.config(), whole);
            parts.model = modelOf(opened.bundleId(), wanted);
        } else {
            requireSameConfig(state.config(), whole);
            parts.model = modelOf(state.bundleId(), wanted);
        }
        parts.recoverWith(follower, keeper, state, sealed ? found.head() : null);
        TradingEngine engine = new TradingEngine(parts);
        JournalReplay.repeatSteps(engine, follower, id -> modelOf(id, wanted));
        if (follower.stage() != JournalFollower.Stage.ENDED) {
            throw new JournalException(
                    file + " does not follow from its inputs; nothing was changed. " + follower.difference());
        }
        engine.goLive(wanted);
        return engine;
    }

    /** Where in the last segment the snapshot stands. */
    private JournalPosition beginning(int last, @Nullable Snapshot snapshot) {
        if (snapshot == null) {
            if (last > 1) {
                throw new JournalException(directory.path() + " has no snapshot but " + last
                        + " segments of a journal; restore a snapshot");
            }
            return JournalPosition.START;
        }
        if (snapshot.segment() == last) {
            return snapshot.position();
        }
        Path before = directory.segment(snapshot.segment());
        Verification found = JournalVerifier.verify(before, snapshot.position());
        boolean ended = snapshot.segment() == last - 1
                && found.status() == Verification.Status.SEALED
                && found.events() == snapshot.position().events();
        if (!ended || !JournalVerifier.previousHead(directory.segment(last)).equals(found.head())) {
            throw new JournalException("the newest intact snapshot is of segment " + snapshot.segment()
                    + ", the journal goes on to " + last + ", and they do not meet; restore a newer snapshot");
        }
        return JournalPosition.START;
    }

    private static EngineEvent.Opened opening(JournalFollower follower, Path file) {
        JournalLine first = follower.peek(0);
        if (first == null || !(first.input() instanceof EngineEvent.Opened opened)) {
            throw new JournalException(file + " does not begin with the engine's opening");
        }
        return opened;
    }

    /** After a clean close the configuration may change; a bar that was begun must be finished as it was begun. */
    private void requireSameConfig(SortedMap<String, String> recorded, boolean whole) {
        SortedMap<String, String> now = parts.journalledConfig();
        if (whole || recorded.equals(now)) {
            return;
        }
        Set<String> keys = new TreeSet<>(recorded.keySet());
        keys.addAll(now.keySet());
        List<String> different = new ArrayList<>();
        for (String key : keys) {
            if (!java.util.Objects.equals(recorded.get(key), now.get(key))) {
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
