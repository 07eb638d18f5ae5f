package io.levibot.engine;

import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.journal.JournalException;
import io.levibot.engine.journal.JournalFollower;
import io.levibot.engine.journal.JournalLine;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a journal over the clean closes in it: one engine after the other, each of the configuration that it was opened with,
 * and each beginning with what the one before remembered. Nothing of it reaches a broker, a meter or a listener.
 */
final class Repetition {
    private final @Nullable Plugins plugins;
    private final Function<String, ServingModel> models;

    /**
     * @param plugins needed if an engine had a fallback
     * @param models loads a bundle by its id
     */
    Repetition(@Nullable Plugins plugins, Function<String, ServingModel> models) {
        this.plugins = plugins;
        this.models = models;
    }

    /**
     * Repeats up to the follower's end, or its first difference.
     *
     * @param from what is remembered at the follower's first line; null if that is the very first opening
     * @return what is remembered at the end
     */
    EngineState run(JournalFollower follower, @Nullable EngineState from) {
        EngineState state = from;
        do {
            Memory memory = new Memory();
            TradingEngine engine = next(follower, state, memory);
            repeatSteps(engine, follower, models);
            engine.snapshot();
            state = memory.kept();
        } while (follower.stage() == JournalFollower.Stage.FOLLOWING);
        return state;
    }

    /** Feeds input after input until an opening follows, the journal ends, or it differs. */
    static void repeatSteps(TradingEngine engine, JournalFollower follower, Function<String, ServingModel> models) {
        boolean begun = false;
        for (JournalLine line = follower.peek(0); line != null; line = follower.peek(0)) {
            EngineEvent.Input input = line.input();
            boolean opening = input instanceof EngineEvent.Opened;
            if (opening && line.isFirst() && begun) {
                return;
            }
            begun = true;
            if (input == null || input instanceof EngineEvent.KillRequested || (opening && !line.isFirst())) {
                follower.refuse(line.place() + " follows from no input\n  journal: " + line + "\n  replay:  nothing");
            } else {
                long before = follower.compared();
                engine.repeat(input, models);
                if (follower.compared() == before) {
                    follower.refuse(line.place() + " leads to nothing in the replay\n  journal: " + line);
                }
            }
        }
    }

    private TradingEngine next(JournalFollower follower, @Nullable EngineState before, Memory memory) {
        JournalLine first = follower.peek(0);
        if (first != null && first.input() instanceof EngineEvent.Opened opened) {
            return engine(
                    follower, opened.config(), opened.bundleId(), new SimulatedClock(opened.at()), before, memory);
        }
        if (before == null) {
            throw new JournalException("the journal does not begin with the engine's opening");
        }
        return engine(follower, before.config(), before.bundleId(), new SimulatedClock(before.at()), before, memory);
    }

    private TradingEngine engine(
            JournalFollower follower,
            SortedMap<String, String> journalled,
            @Nullable String bundle,
            SimulatedClock clock,
            @Nullable EngineState before,
            Memory memory) {
        SortedMap<String, String> config = new TreeMap<>(journalled);
        boolean hostsBroker = JournalReplay.HOST_BROKER.equals(config.remove(JournalReplay.BROKER));
        EngineBuilder builder = TradingEngine.builder(EngineConfig.fromMap(config), clock)
                .latch(KillLatch.inMemory(clock))
                .liveCalibration(0)
                .model(bundle == null ? null : models.apply(bundle))
                .repeat(follower, memory, before);
        if (plugins != null) {
            builder.plugins(plugins);
        }
        if (hostsBroker) {
            builder.recordedBroker();
        }
        return builder.build();
    }

    /** Keeps a state for the engine that comes next. */
    private static final class Memory implements StateKeeper {
        private final EventSink none = EventSink.none();
        private @Nullable EngineState state;

        EngineState kept() {
            if (state == null) {
                throw new IllegalStateException("nothing was kept");
            }
            return state;
        }

        @Override
        public void keep(EngineState newState) {
            state = newState;
        }

        @Override
        public void tryToKeep(EngineState newState) {
            state = newState;
        }

        @Override
        public void append(EngineEvent event) {
            none.append(event);
        }

        @Override
        public void sync() {
            none.sync();
        }

        @Override
        public void close() {
            none.close();
        }
    }
}
