package io.levibot.examples.host;

import io.levibot.api.spi.KillSwitch;
import io.levibot.api.spi.SentimentScorer;
import io.levibot.engine.EngineBuilder;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.bar.BarSource;
import io.levibot.engine.state.StateDirectory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One engine with everything that a small service needs around it: a state directory with latch and journal, a model from a
 * {@link ModelSource}, a thread that feeds it bars, Prometheus metrics, and the HTTP endpoints.
 *
 * <p>Lifecycle: {@link #start} composes and starts everything, {@link #close} ends it in the opposite order, seals the journal,
 * and may be called twice. The engine's automation is not started by that: an operator does it.
 */
public final class TradingHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TradingHost.class);
    private static final Duration FEED_END = Duration.ofSeconds(10);

    private final ModelSlot slot;
    private final TradingEngine engine;
    private final BarSource source;
    private final BarFeed feed;
    private final Thread feeder;
    private final HttpHost http;
    private final @Nullable SentimentScorer sentiment;
    private boolean closed;

    /**
     * What a host is told by its operator.
     *
     * @param engine what the engine trades, and how
     * @param state directory of latch, journal and snapshots, which survive the process
     * @param address network address to listen on; the loopback address unless others shall be able to stop and ask
     * @param port 0 takes any that is free
     * @param token what loosening and starting need
     */
    public record Settings(EngineConfig engine, Path state, String address, int port, BearerToken token) {}

    /**
     * What a host is made of.
     *
     * @param models where the model comes from
     * @param feed the bars, with their time
     * @param killSwitches kill sources; closed with the host
     * @param sentiment scores headlines, null for none; closed with the host
     */
    public record Parts(
            ModelSource models,
            Feed feed,
            List<KillSwitch> killSwitches,
            @Nullable SentimentScorer sentiment) {
        /** Copies. */
        public Parts {
            killSwitches = List.copyOf(killSwitches);
        }
    }

    /**
     * Bars with the clock that belongs to them.
     *
     * @param source closed with the host
     * @param clock the engine's time
     * @param closing told each bar's close before the engine sees the bar
     * @param pace how fast
     */
    public record Feed(BarSource source, InstantSource clock, Consumer<Instant> closing, Pace pace) {
        /**
         * A history, in its own time.
         *
         * @param source the history's bars
         * @param start time before the first bar
         * @param real real time, which goes on where the history ends
         * @param pace how fast
         * @return the feed
         */
        public static Feed replayed(BarSource source, Instant start, InstantSource real, Pace pace) {
            ReplayClock clock = new ReplayClock(start, real);
            return new Feed(source, clock, clock::advanceTo, pace);
        }

        /**
         * Bars as they close.
         *
         * @param source waits for each bar
         * @param real real time
         * @return the feed
         */
        public static Feed live(BarSource source, InstantSource real) {
            return new Feed(source, real, close -> {}, Pace.ofSource());
        }
    }

    private TradingHost(Settings settings, Parts parts) {
        this.slot = new ModelSlot(parts.models());
        this.sentiment = parts.sentiment();
        PrometheusMeterRegistry meters = new FractionalPrometheusRegistry(PrometheusConfig.DEFAULT);
        DecisionBoard board = new DecisionBoard();
        EngineBuilder builder = TradingEngine.builder(
                        settings.engine(), parts.feed().clock())
                .stateDirectory(settings.state())
                .models(slot::load)
                .listener(board)
                .meterRegistry(meters);
        parts.killSwitches().forEach(builder::killSwitch);
        this.engine = opened(builder);
        if (sentiment != null) {
            engine.metrics().ifPresent(metrics -> metrics.bindSentiment(sentiment));
        }
        slot.reload(engine);
        Feed bars = parts.feed();
        this.source = bars.source();
        this.feed = new BarFeed(bars.source(), engine, bars.closing(), bars.pace());
        this.feeder = new Thread(feed, "levibot-feed");
        BearerToken token = settings.token();
        this.http = new HttpHost(
                new HttpHost.Endpoints(
                        new HealthEndpoint(engine, feed),
                        new ModelEndpoints(engine, bars.clock(), board, slot, token),
                        new KillEndpoint(engine, token),
                        new AutomationEndpoints(engine, board, feed, token)),
                meters);
    }

    /** Opens the engine, which goes on where the one before it ended, with the model that one served. */
    private TradingEngine opened(EngineBuilder builder) {
        boolean opened = false;
        try {
            TradingEngine restored = builder.build();
            slot.adopt(restored);
            opened = true;
            return restored;
        } finally {
            if (!opened) {
                slot.close();
            }
        }
    }

    /**
     * Composes a host and starts it; with a state directory that was used before it goes on where that host ended, and trades on
     * without an operator only if the host before did not end by itself. Bars that the engine has had are passed over.
     *
     * @param settings what the operator wants
     * @param parts what it is made of; closed with the host, also if starting fails
     * @return the running host
     * @throws io.levibot.api.LevibotException if the state directory is in use or cannot be written
     */
    public static TradingHost start(Settings settings, Parts parts) {
        StateDirectories.prepare(settings.state(), parts.feed().clock());
        StateDirectory.lastTime(settings.state()).ifPresent(parts.feed().closing());
        TradingHost host = new TradingHost(settings, parts);
        try {
            host.http.start(settings.address(), settings.port());
        } catch (RuntimeException e) {
            host.close();
            throw e;
        }
        host.feeder.start();
        return host;
    }

    /** Returns the port that it listens on. */
    public int port() {
        return http.port();
    }

    /** Returns the engine, for a host that embeds this one. */
    public TradingEngine engine() {
        return engine;
    }

    /** Ends everything; the journal is sealed. May be called twice. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        feed.stop();
        awaitFeed();
        source.close();
        http.close();
        engine.close();
        slot.close();
        if (sentiment != null) {
            sentiment.close();
        }
    }

    private void awaitFeed() {
        try {
            feeder.join(FEED_END.toMillis());
            if (feeder.isAlive()) {
                LOG.warn("The feed did not end within {} s", FEED_END.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
