package io.levibot.engine;

import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.journal.JournalCursor;
import io.levibot.engine.journal.JournalException;
import io.levibot.engine.journal.JournalFollower;
import io.levibot.engine.journal.JournalLine;
import io.levibot.engine.journal.JournalPosition;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.journal.SegmentBeginning;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.state.StateDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * Feeds the inputs of a journal to a new engine and compares, byte for byte, what that engine journals with what was there. It
 * is the proof that the journal tells the whole truth: nothing but its inputs, the configuration in its first line and the
 * bundles it names went into the decisions.
 *
 * <p>The two go in step: each line is compared as the new engine makes it. What no input determines is taken from the journal at
 * the place where it was found: kill requests, the answers of a host's own broker, failures of plugins. The paper broker runs
 * again and must fill alike. The journal of a state directory is repeated over all its segments: after each clean close by
 * another engine, of the configuration that it was opened with, which begins with what the one before remembered. Reads in
 * bounded memory.
 *
 * @since 0.1.0
 */
public final class JournalReplay {
    static final String BROKER = "broker";
    static final String PAPER_BROKER = "paper";
    static final String HOST_BROKER = "host";

    private static final String CONTINUES =
            " continues the journal before it and proves nothing alone; replay the directory, from its first segment on";

    private final Plugins plugins;
    private final Function<String, ServingModel> models;

    /**
     * @param plugins needed if the journal's engine had a fallback
     * @param models loads a bundle by its id; what it returns is closed by the caller
     */
    public JournalReplay(Plugins plugins, Function<String, ServingModel> models) {
        this.plugins = Objects.requireNonNull(plugins, "plugins");
        this.models = Objects.requireNonNull(models, "models");
    }

    /**
     * What a replay found.
     *
     * @param identical whether every byte agrees
     * @param events lines that agree, from the first on
     * @param difference the first differing line and byte, with both texts; empty if identical
     * @since 0.1.0
     */
    public record Outcome(boolean identical, long events, String difference) {}

    /**
     * @param journal a journal: its one file, or the state directory in which it is kept; one without a seal is compared as far as
     *     it is intact
     * @return whether the new engine journals the same
     * @throws JournalException if the journal is BROKEN or cannot be read, or the file only continues another one
     */
    public Outcome replay(Path journal) {
        return replay(journal, EventSink.none());
    }

    /**
     * @param journal as above
     * @param copy file to create: what the new engine journals, up to the first difference, as one file
     * @return whether they are the same
     * @throws JournalException if the journal is BROKEN or cannot be read, or the file only continues another one
     */
    public Outcome replay(Path journal, Path copy) {
        return replay(journal, JournalWriter.create(copy));
    }

    private Outcome replay(Path journal, EventSink copy) {
        JournalFollower follower = new JournalFollower(cursor(journal), copy, EventSink.none());
        try (follower) {
            JournalLine first = follower.peek(0);
            if (first == null || !(first.input() instanceof EngineEvent.Opened opened)) {
                throw new JournalException(journal + " does not begin with the engine's opening");
            }
            if (opened.previousHead() != null) {
                throw new JournalException(journal + CONTINUES);
            }
            new Repetition(plugins, models).run(follower, null);
        }
        return new Outcome(follower.difference().isEmpty(), follower.compared(), follower.difference());
    }

    private static JournalCursor cursor(Path journal) {
        if (Files.isDirectory(journal)) {
            Verification found = refuseBroken(journal, StateDirectory.verify(journal));
            List<Path> files = StateDirectory.journalOf(journal);
            boolean sealed = found.status() == Verification.Status.SEALED;
            return JournalCursor.open(files, JournalPosition.START, sealed ? Long.MAX_VALUE : intact(files));
        }
        Verification found = refuseBroken(journal, JournalVerifier.verify(journal));
        if (JournalVerifier.beginning(journal).kind() == SegmentBeginning.Kind.CONTINUATION) {
            throw new JournalException(journal + CONTINUES);
        }
        return JournalCursor.open(journal, JournalPosition.START, found.intactBytes());
    }

    private static long intact(List<Path> files) {
        return JournalVerifier.verify(files.get(files.size() - 1)).intactBytes();
    }

    private static Verification refuseBroken(Path journal, Verification found) {
        if (found.status() == Verification.Status.BROKEN) {
            throw new JournalException(journal + " is BROKEN and proves nothing: " + found.problem());
        }
        return found;
    }
}
