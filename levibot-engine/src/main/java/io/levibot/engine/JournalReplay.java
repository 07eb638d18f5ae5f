package io.levibot.engine;

import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineEvent.KillRequested.Phase;
import io.levibot.engine.feature.ExternalValue;
import io.levibot.engine.journal.JournalException;
import io.levibot.engine.journal.JournalReader;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the inputs of a journal to a new engine and compares, byte for byte, what that engine journals with what was there. It
 * is the proof that the journal tells the whole truth: nothing but its inputs, the configuration in its first line and the
 * bundles it names went into the decisions.
 *
 * <p>Reads and writes in bounded memory. Only journals of the paper broker can be replayed: the fills of a host's own broker do
 * not follow from the inputs.
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
     * @param events lines compared
     * @param difference where and how they first differ; empty if identical
     * @since 0.1.0
     */
    public record Outcome(boolean identical, long events, String difference) {}

    /**
     * @param journal a journal; one without a seal is compared as far as it is intact
     * @param copy file to create: what the new engine journals
     * @return whether they are the same
     * @throws JournalException if the journal is BROKEN, cannot be read, or is of a host's own broker
     */
    public Outcome replay(Path journal, Path copy) {
        Verification found = JournalVerifier.verify(journal);
        if (found.status() == Verification.Status.BROKEN) {
            throw new JournalException(journal + " is BROKEN and proves nothing: " + found.problem());
        }
        try (JournalReader reader = JournalReader.open(journal)) {
            EngineEvent.Input first = reader.nextInput();
            if (!(first instanceof EngineEvent.Opened opened)) {
                throw new JournalException(journal + " does not begin with the engine's opening");
            }
            feed(reader, opened, copy);
        }
        return compare(journal, copy, found);
    }

    private void feed(JournalReader reader, EngineEvent.Opened opened, Path copy) {
        SimulatedClock clock = new SimulatedClock(opened.at());
        JournalWriter writer = JournalWriter.create(copy);
        String bundle = opened.bundleId();
        EngineBuilder builder = TradingEngine.builder(config(opened), clock)
                .latch(KillLatch.inMemory(clock))
                .plugins(plugins)
                .journal(writer)
                .model(bundle == null ? null : models.apply(bundle));
        TradingEngine engine = builder.build();
        EngineEvent.Input input = reader.nextInput();
        while (input != null) {
            clock.advanceTo(input.at());
            input = step(engine, input, reader);
        }
    }

    private static EngineConfig config(EngineEvent.Opened opened) {
        SortedMap<String, String> map = new TreeMap<>(opened.config());
        String broker = map.remove(BROKER);
        if (!PAPER_BROKER.equals(broker)) {
            throw new JournalException(
                    "the journal is of broker '" + broker + "'; only '" + PAPER_BROKER + "' can be replayed");
        }
        return EngineConfig.fromMap(map);
    }

    /** Feeds one input and returns the next one. */
    private EngineEvent.@Nullable Input step(TradingEngine engine, EngineEvent.Input input, JournalReader reader) {
        if (input instanceof EngineEvent.BarReceived received) {
            List<EngineEvent.KillRequested> within = new ArrayList<>();
            EngineEvent.Input next = reader.nextInput();
            while (next instanceof EngineEvent.KillRequested request && request.phase() != Phase.BETWEEN_BARS) {
                within.add(request);
                next = reader.nextInput();
            }
            engine.scriptLatch(within);
            if (received.answer() == EngineEvent.BarReceived.Answer.GIVEN_UP) {
                engine.scriptUnanswered(received.bar().symbol());
            }
            engine.onBar(received.bar());
            return next;
        }
        apply(engine, input);
        return reader.nextInput();
    }

    private void apply(TradingEngine engine, EngineEvent.Input input) {
        if (input instanceof EngineEvent.ValueReceived value) {
            engine.offer(value.symbol(), new ExternalValue(value.feature(), value.value(), value.availableAt()));
        } else if (input instanceof EngineEvent.OperatorActed acted) {
            operate(engine, acted);
        } else if (input instanceof EngineEvent.KillRequested request) {
            engine.replayTrip(request);
        } else if (input instanceof EngineEvent.ModelSwapped swapped) {
            engine.swapModel(models.apply(swapped.toBundle()));
        } else if (input instanceof EngineEvent.BarsMissed missed) {
            engine.replayMissed(missed);
        } else if (input instanceof EngineEvent.Closed) {
            engine.close();
        } else {
            throw new JournalException("an input of " + input.getClass().getSimpleName() + " cannot be replayed");
        }
    }

    private static void operate(TradingEngine engine, EngineEvent.OperatorActed acted) {
        switch (acted.act()) {
            case START -> engine.start(acted.operator());
            case STOP -> engine.stop(acted.operator());
            case REARM -> engine.rearm(acted.operator(), acted.note());
            case RESET_DRAWDOWN -> engine.resetDrawdownReference(acted.operator(), acted.note());
            case FLATTEN -> engine.flatten(acted.operator(), acted.note());
            case RECONCILE -> engine.reconcile(acted.operator(), acted.note());
            case KILL -> throw new JournalException("a kill is journalled as a request, not as an act");
        }
    }

    private static Outcome compare(Path journal, Path copy, Verification found) {
        try (InputStream original = new BufferedInputStream(Files.newInputStream(journal));
                InputStream repeated = new BufferedInputStream(Files.newInputStream(copy))) {
            long line = 1;
            for (long at = 0; at < found.intactBytes(); at++) {
                int expected = original.read();
                int got = repeated.read();
                if (expected != got) {
                    return new Outcome(false, line - 1, "line " + line + " differs (" + copy + " has the other one)");
                }
                if (expected == '\n') {
                    line++;
                }
            }
            boolean longer = found.status() == Verification.Status.SEALED && repeated.read() >= 0;
            return longer
                    ? new Outcome(false, line - 1, "the replay goes on after line " + (line - 1))
                    : new Outcome(true, line - 1, "");
        } catch (IOException e) {
            throw new JournalException(journal + " and its replay cannot be compared: " + e.getMessage(), e);
        }
    }
}
