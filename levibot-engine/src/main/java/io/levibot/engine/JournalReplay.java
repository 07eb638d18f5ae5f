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
import io.levibot.engine.journal.Verification;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Feeds the inputs of a journal to a new engine and compares, byte for byte, what that engine journals with what was there. It
 * is the proof that the journal tells the whole truth: nothing but its inputs, the configuration in its first line and the
 * bundles it names went into the decisions.
 *
 * <p>The two go in step: each line is compared as the new engine makes it. What no input determines is taken from the journal at
 * the place where it was found: kill requests, the answers of a host's own broker, failures of plugins. The paper broker runs
 * again and must fill alike. Reads in bounded memory.
 *
 * @since 0.1.0
 */
public final class JournalReplay {
    static final String BROKER = "broker";
    static final String PAPER_BROKER = "paper";
    static final String HOST_BROKER = "host";

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
     * @param journal a journal; one without a seal is compared as far as it is intact
     * @return whether the new engine journals the same
     * @throws JournalException if the journal is BROKEN or cannot be read
     */
    public Outcome replay(Path journal) {
        return replay(journal, EventSink.none());
    }

    /**
     * @param journal a journal; one without a seal is compared as far as it is intact
     * @param copy file to create: what the new engine journals, up to the first difference
     * @return whether they are the same
     * @throws JournalException if the journal is BROKEN or cannot be read
     */
    public Outcome replay(Path journal, Path copy) {
        return replay(journal, JournalWriter.create(copy));
    }

    private Outcome replay(Path journal, EventSink copy) {
        Verification found = JournalVerifier.verify(journal);
        if (found.status() == Verification.Status.BROKEN) {
            throw new JournalException(journal + " is BROKEN and proves nothing: " + found.problem());
        }
        JournalCursor cursor = JournalCursor.open(journal, JournalPosition.START, found.intactBytes());
        JournalFollower follower = new JournalFollower(cursor, copy, EventSink.none());
        try (follower) {
            JournalLine first = follower.peek(0);
            if (first == null || !(first.input() instanceof EngineEvent.Opened opened)) {
                throw new JournalException(journal + " does not begin with the engine's opening");
            }
            repeat(follower, opened);
        }
        return new Outcome(follower.difference().isEmpty(), follower.compared(), follower.difference());
    }

    private void repeat(JournalFollower follower, EngineEvent.Opened opened) {
        SimulatedClock clock = new SimulatedClock(opened.at());
        String bundle = opened.bundleId();
        EngineBuilder builder = TradingEngine.builder(config(opened), clock)
                .latch(KillLatch.inMemory(clock))
                .plugins(plugins)
                .follow(follower)
                .model(bundle == null ? null : models.apply(bundle));
        if (HOST_BROKER.equals(opened.config().get(BROKER))) {
            builder.recordedBroker();
        }
        repeatSteps(builder.build(), follower, models);
    }

    /** Feeds input after input until the journal ends or differs. */
    static void repeatSteps(TradingEngine engine, JournalFollower follower, Function<String, ServingModel> models) {
        for (JournalLine line = follower.peek(0); line != null; line = follower.peek(0)) {
            EngineEvent.Input input = line.input();
            if (input == null || input instanceof EngineEvent.KillRequested || input instanceof EngineEvent.Opened) {
                follower.refuse("line " + line.number() + " follows from no input\n  journal: " + line
                        + "\n  replay:  nothing");
            } else {
                engine.repeat(input, models);
            }
        }
    }

    private static EngineConfig config(EngineEvent.Opened opened) {
        SortedMap<String, String> map = new TreeMap<>(opened.config());
        map.remove(BROKER);
        return EngineConfig.fromMap(map);
    }
}
