package io.levibot.engine;

import io.levibot.api.ConfigException;
import io.levibot.api.Symbol;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.engine.bar.BarGuard;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineListener;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.PaperBroker;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.journal.JournalFollower;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.PositionSizer;
import io.levibot.engine.state.StateDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a {@link TradingEngine}. Only the latch has no default: an engine without a kill latch does not exist,
 * and whether it survives the process is the host's decision. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class EngineBuilder {
    private static final int MAX_LIVE_WINDOW = 1_000_000;
    /** Bars, of all symbols together, after which an engine with a state directory takes a snapshot by itself. */
    public static final int DEFAULT_SNAPSHOT_EVERY_BARS = 5_000;

    /** Bytes after which a journal in a state directory goes on in its next segment: about 50,000 bars with their decisions. */
    public static final long DEFAULT_SEGMENT_BYTES = 64L << 20;

    private static final long MIN_SEGMENT_BYTES = 1L << 10;

    final EngineConfig config;
    final InstantSource clock;
    final List<EngineListener> listeners = new ArrayList<>();
    final List<KillSwitch> killSwitches = new ArrayList<>();
    EventSink journal = EventSink.none();
    Durability durability = Durability.PROCESS;
    Script script = Script.NONE;
    boolean recovering;
    private long segmentBytes = DEFAULT_SEGMENT_BYTES;
    int snapshotEveryBars = DEFAULT_SNAPSHOT_EVERY_BARS;

    @Nullable
    StateKeeper keeper;

    @Nullable
    EngineState restored;

    @Nullable
    ServingModel model;

    @Nullable
    MeterRegistry meters;

    String name = "";
    int liveWindow = LiveCalibration.DEFAULT_WINDOW;

    private @Nullable KillLatch latch;
    private boolean ownsLatch;
    private @Nullable Path stateDirectory;
    private @Nullable String previousHead;
    private Function<String, ServingModel> models = id -> {
        throw new ConfigException(
                "engine",
                "give the builder models(...) so that bundle " + id + " can be loaded, or that bundle as its model");
    };
    private @Nullable Broker broker;
    private @Nullable Plugins plugins;

    EngineBuilder(EngineConfig config, InstantSource clock) {
        this.config = Objects.requireNonNull(config, "config");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * @param killLatch the one latch; the host closes it
     * @return this
     */
    public EngineBuilder latch(KillLatch killLatch) {
        this.latch = Objects.requireNonNull(killLatch, "killLatch");
        return this;
    }

    /**
     * @param serving the verified model to serve, or null to abstain until one is swapped in. If it is not the one that was
     *     served before a restart, and cannot be served, the one before stays, and health and journal say why
     * @return this
     */
    public EngineBuilder model(@Nullable ServingModel serving) {
        this.model = serving;
        return this;
    }

    /**
     * @param venue executes orders; by default a {@link PaperBroker} with the configured costs
     * @return this
     */
    public EngineBuilder broker(Broker venue) {
        this.broker = Objects.requireNonNull(venue, "venue");
        return this;
    }

    /**
     * @param source a kill source; closed with the engine
     * @return this
     */
    public EngineBuilder killSwitch(KillSwitch source) {
        killSwitches.add(Objects.requireNonNull(source, "source"));
        return this;
    }

    /**
     * Makes the engine survive its process: journal, snapshots and, unless the host gives one of its own, the kill latch are kept
     * in a directory, and {@link #build} goes on where the engine before ended. After a crash that is the very place in the bar in
     * hand: what was journalled is repeated from the newest snapshot on, an order of which it is not known whether it left is
     * asked for at the broker, and the books are compared before the first entry. Events that are repeated are not told to
     * listeners again. The model may trade if it might before a crash; after a clean close it waits for {@link
     * TradingEngine#start}.
     *
     * <p>A new directory needs {@link KillLatch#initialise} first: without a latch file the engine is HALTED. Excludes {@link
     * #journal}.
     *
     * @param directory of one engine alone; created if it is missing
     * @return this
     */
    public EngineBuilder stateDirectory(Path directory) {
        this.stateDirectory = Objects.requireNonNull(directory, "directory");
        return this;
    }

    /**
     * @param loader loads a bundle by its id, to repeat what it decided after the newest snapshot; what it returns is not closed
     *     by the engine. Needed only where the bundle that was served last may not be the one given to {@link #model}.
     * @return this
     */
    public EngineBuilder models(Function<String, ServingModel> loader) {
        this.models = Objects.requireNonNull(loader, "loader");
        return this;
    }

    /**
     * @param bars after how many bars, of all symbols together, to take a snapshot, 1 and up; by default {@value
     *     #DEFAULT_SNAPSHOT_EVERY_BARS}
     * @return this
     */
    public EngineBuilder snapshotEvery(int bars) {
        if (bars < 1) {
            throw new IllegalArgumentException("a snapshot every " + bars + " bars: allowed is 1 and up");
        }
        this.snapshotEveryBars = bars;
        return this;
    }

    /**
     * @param wanted what the journal survives; by default {@link Durability#PROCESS}
     * @return this
     */
    public EngineBuilder durability(Durability wanted) {
        this.durability = Objects.requireNonNull(wanted, "wanted");
        return this;
    }

    /**
     * @param bytes after how many bytes the journal of a state directory goes on in another file, 1,024 and up; by default
     *     {@link #DEFAULT_SEGMENT_BYTES}. A file exceeds it by one line at most, unless there is no room for the next one. It has
     *     no influence on what is decided, and may be changed at any time
     * @return this
     */
    public EngineBuilder segmentBytes(long bytes) {
        if (bytes < MIN_SEGMENT_BYTES) {
            throw new IllegalArgumentException(
                    "journal segments of " + bytes + " bytes: allowed is " + MIN_SEGMENT_BYTES + " and up");
        }
        this.segmentBytes = bytes;
        return this;
    }

    /**
     * @param sink keeps every event; closed with the engine
     * @return this
     */
    public EngineBuilder journal(EventSink sink) {
        this.journal = Objects.requireNonNull(sink, "sink");
        return this;
    }

    /**
     * @param listener follows the engine
     * @return this
     */
    public EngineBuilder listener(EngineListener listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
        return this;
    }

    /**
     * @param registry where the engine's meters go; closing the engine removes them
     * @return this
     */
    public EngineBuilder meterRegistry(MeterRegistry registry) {
        this.meters = Objects.requireNonNull(registry, "registry");
        return this;
    }

    /**
     * @param tag name of the engine: the tag {@code engine} of its meters. Needed only where several engines report into one
     *     registry, and then by each of them
     * @return this
     */
    public EngineBuilder name(String tag) {
        this.name = Objects.requireNonNull(tag, "tag");
        return this;
    }

    /**
     * @param forecasts how many labelled forecasts {@link LiveCalibration} looks at, 0 to switch it off; by default {@value
     *     LiveCalibration#DEFAULT_WINDOW}
     * @return this
     * @throws IllegalArgumentException if it is below 0 or above 1,000,000
     */
    public EngineBuilder liveCalibration(int forecasts) {
        if (forecasts < 0 || forecasts > MAX_LIVE_WINDOW) {
            throw new IllegalArgumentException(
                    "live calibration over " + forecasts + " forecasts: allowed is 0 to " + MAX_LIVE_WINDOW);
        }
        this.liveWindow = forecasts;
        return this;
    }

    /**
     * @param discovered the plugins, needed only for a fallback
     * @return this
     */
    public EngineBuilder plugins(Plugins discovered) {
        this.plugins = Objects.requireNonNull(discovered, "discovered");
        return this;
    }

    /**
     * Returns the engine, opened but not started.
     *
     * @throws ConfigException if there is no latch, or a fallback is configured without plugins
     * @throws io.levibot.api.LevibotException if the state directory is in use, or what it holds is damaged beyond what can be
     *     recovered without a guess; nothing in it has changed then
     */
    public TradingEngine build() {
        if (stateDirectory == null) {
            return new TradingEngine(this);
        }
        if (journal != EventSink.none()) {
            throw new ConfigException("engine", "a state directory holds the journal; give one or the other");
        }
        StateDirectory directory = StateDirectory.open(stateDirectory);
        KillLatch own = latch == null ? KillLatch.open(stateDirectory, clock) : null;
        if (own != null) {
            latch = own;
            ownsLatch = true;
        }
        boolean opened = false;
        try {
            TradingEngine engine = new Recovery(this, directory, models).open();
            opened = true;
            return engine;
        } finally {
            if (!opened) {
                directory.close();
                if (own != null) {
                    own.close();
                }
            }
        }
    }

    boolean ownsLatch() {
        return ownsLatch;
    }

    void keep(StateKeeper newKeeper) {
        this.keeper = newKeeper;
        this.journal = newKeeper;
    }

    /**
     * Makes the engine repeat its own journal and go on after it.
     *
     * @param state what it remembered where the journal begins, null at the very beginning
     * @param sealedHead head of the sealed journal that a new segment continues, null if this one goes on
     */
    void recoverWith(
            JournalFollower follower, StateKeeper newKeeper, @Nullable EngineState state, @Nullable String sealedHead) {
        follow(follower);
        this.keeper = newKeeper;
        this.restored = state;
        this.previousHead = sealedHead;
        this.recovering = true;
        if (broker != null) {
            recordedBroker();
        }
    }

    /** The event that tells how the engine goes on. */
    EngineEvent continuation(Instant now) {
        return previousHead == null
                ? new EngineEvent.Restarted(now)
                : new EngineEvent.Opened(now, journalledConfig(), model == null ? null : model.id(), previousHead);
    }

    SortedMap<String, String> journalledConfig() {
        SortedMap<String, String> journalled = config.asMap();
        journalled.put(JournalReplay.BROKER, hasOwnBroker() ? JournalReplay.HOST_BROKER : JournalReplay.PAPER_BROKER);
        return journalled;
    }

    KillLatch latch() {
        if (latch == null) {
            throw new ConfigException(
                    "engine",
                    "a kill latch is required: KillLatch.open(directory, clock), or "
                            + "KillLatch.inMemory(clock) for a backtest");
        }
        return latch;
    }

    /** Whether the host gave a broker of its own, whose fills no replay can make again. */
    boolean hasOwnBroker() {
        return broker != null;
    }

    /** A paper broker runs also while a journal is repeated: its fills follow from the inputs. */
    Broker broker() {
        return broker == null ? new PaperBroker(config.costs(), config.rounding()) : broker;
    }

    /**
     * Makes the engine repeat a journal and nothing else.
     *
     * @param state what it remembers where the journal begins, null at the very beginning
     */
    EngineBuilder repeat(JournalFollower follower, StateKeeper newKeeper, @Nullable EngineState state) {
        this.keeper = newKeeper;
        this.restored = state;
        return follow(follower);
    }

    @Nullable
    Plugins plugins() {
        return plugins;
    }

    long segmentBytes() {
        return segmentBytes;
    }

    /** Makes the engine repeat a journal. */
    EngineBuilder follow(JournalFollower follower) {
        this.script = Script.of(follower);
        this.journal = follower;
        return this;
    }

    /** Stands for a host's own broker while a journal is repeated. */
    EngineBuilder recordedBroker() {
        this.broker = new RecordedBroker(script, broker);
        return this;
    }

    PositionSizer sizer() {
        return config.sizing();
    }

    BarGuard guard(Symbol symbol) {
        return new BarGuard(symbol, config.interval());
    }

    @Nullable
    FallbackScorer fallbackFor(Symbol symbol) {
        EngineConfig.Fallback fallback = config.fallback().orElse(null);
        if (fallback == null) {
            return null;
        }
        if (plugins == null) {
            throw new ConfigException("engine", "the fallback '" + fallback.predictor() + "' needs plugins(...)");
        }
        FeatureSet features = FallbackScorer.features(config.interval());
        Predictor predictor = plugins.create(
                PredictorProvider.class,
                fallback.predictor(),
                Map.of(),
                PluginContext.builder(clock).schema(features.schema()).build());
        return new FallbackScorer(symbol, predictor, features, script);
    }
}
