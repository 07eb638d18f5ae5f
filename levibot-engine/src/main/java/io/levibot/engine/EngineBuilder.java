package io.levibot.engine;

import io.levibot.api.ConfigException;
import io.levibot.api.Symbol;
import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.engine.bar.BarGuard;
import io.levibot.engine.event.EngineListener;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.PaperBroker;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.FixedFraction;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.PositionSizer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Collects the parts of a {@link TradingEngine}. Only the latch has no default: an engine without a kill latch does not exist,
 * and whether it survives the process is the host's decision. Not thread-safe.
 *
 * @since 0.1.0
 */
public final class EngineBuilder {
    private static final int MAX_LIVE_WINDOW = 1_000_000;

    final EngineConfig config;
    final InstantSource clock;
    final List<EngineListener> listeners = new ArrayList<>();
    final List<KillSwitch> killSwitches = new ArrayList<>();
    EventSink journal = EventSink.none();

    @Nullable
    ServingModel model;

    @Nullable
    MeterRegistry meters;

    String name = "";
    int liveWindow = LiveCalibration.DEFAULT_WINDOW;

    private @Nullable KillLatch latch;
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
     * @param serving the verified model to serve, or null to abstain until one is swapped in
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
     */
    public TradingEngine build() {
        return new TradingEngine(this);
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

    Broker broker() {
        return broker == null ? new PaperBroker(config.costs(), config.rounding()) : broker;
    }

    PositionSizer sizer() {
        return new FixedFraction(config.exposure());
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
        return new FallbackScorer(symbol, predictor, features);
    }
}
