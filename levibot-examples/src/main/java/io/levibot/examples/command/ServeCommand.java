package io.levibot.examples.command;

import io.levibot.api.BarInterval;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.registry.ModelRegistry;
import io.levibot.examples.binance.Klines;
import io.levibot.examples.binance.Pause;
import io.levibot.examples.host.BearerToken;
import io.levibot.examples.host.LiveBars;
import io.levibot.examples.host.Pace;
import io.levibot.examples.host.RegistryModels;
import io.levibot.examples.host.TradingHost;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Hosts an engine over HTTP: replays a bar file, or follows an exchange. Trades on paper. Ends when the process is asked to
 * stop; the journal is then sealed.
 */
@Command(name = "serve", description = "Host an engine over HTTP over a replayed bar file, or live. Trades on paper.")
public final class ServeCommand extends BaseCommand {
    private static final int LIVE_HISTORY = 1_000;
    private static final int HIGHEST_PORT = 65_535;

    @Mixin
    private MarketOptions market = new MarketOptions();

    @Mixin
    private RegistryOption registry = new RegistryOption();

    @Option(names = "--live", description = "Follow closed candles of the exchange instead of --data.")
    private boolean live;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            defaultValue = Klines.DEFAULT_BASE_URL,
            description = "Exchange to follow with --live. Default: ${DEFAULT-VALUE}.")
    private URI baseUrl = URI.create(Klines.DEFAULT_BASE_URL);

    @Option(
            names = "--bars-per-second",
            paramLabel = "RATE",
            description = "How fast to replay. Default: as fast as the engine decides.")
    private @Nullable Double barsPerSecond;

    @Option(
            names = "--address",
            defaultValue = "127.0.0.1",
            description = "Address to listen on. Default: ${DEFAULT-VALUE}.")
    private String address = "127.0.0.1";

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
    private int port = 8080;

    @Option(
            names = "--state",
            required = true,
            paramLabel = "DIR",
            description = "Directory of kill latch, journal and snapshots: what survives the process.")
    private Path state = Path.of("");

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Holds the token that starting, re-arming and reloading need. Without it they are refused.")
    private @Nullable Path tokenFile;

    private final InstantSource real;
    private final Pause pause;

    /** Uses the real clock. */
    public ServeCommand() {
        this(InstantSource.system(), Pause.real());
    }

    ServeCommand(InstantSource real, Pause pause) {
        this.real = real;
        this.pause = pause;
    }

    /**
     * Runs this command alone.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandRunner.main(new ServeCommand(), args);
    }

    @Override
    protected ExitCode run() throws InterruptedException {
        checkOptions();
        BearerToken token = tokenFile == null ? BearerToken.none() : BearerToken.read(tokenFile);
        ModelRegistry models = registry.openExisting();
        RegistryWarnings.print(models, err());
        ListenAddress.requireFree(address, port);
        try (Work work = new Work()) {
            EngineConfig config =
                    EngineConfig.builder(interval(), List.of(market.symbol())).build();
            TradingHost host = TradingHost.start(
                    new TradingHost.Settings(config, state, address, port, token),
                    new TradingHost.Parts(
                            new RegistryModels(models, RegistryOption.loader(work.plugins())),
                            feed(),
                            List.of(),
                            null));
            // However it ends, by the process or by the thread, the journal is sealed.
            Runtime.getRuntime().addShutdownHook(new Thread(host::close));
            try {
                out().println("listening on http://" + address + ":" + host.port()
                        + ", automation is stopped until /automation/start");
                out().flush();
                new CountDownLatch(1).await();
            } finally {
                host.close();
            }
        }
        return ExitCode.DONE;
    }

    private void checkOptions() {
        if (port < 0 || port > HIGHEST_PORT) {
            throw badUsage("--port " + port + ": allowed are 0 (any that is free) to " + HIGHEST_PORT);
        }
        if (barsPerSecond != null && !(barsPerSecond > 0 && barsPerSecond <= Double.MAX_VALUE)) {
            throw badUsage("--bars-per-second " + barsPerSecond + ": allowed is a finite number above 0");
        }
        if (!live) {
            return;
        }
        if (market.namesData()) {
            throw badUsage("--live and --data exclude each other: bars come from the exchange or from a file");
        }
        if (barsPerSecond != null) {
            throw badUsage("--live and --bars-per-second exclude each other: the exchange sets the pace");
        }
        try {
            Klines.requireOffered(interval());
        } catch (IllegalArgumentException e) {
            throw badUsage("--interval: " + e.getMessage());
        }
    }

    private BarInterval interval() {
        return live ? market.liveInterval() : market.interval();
    }

    private TradingHost.Feed feed() {
        if (live) {
            Klines klines = new Klines(baseUrl, pause);
            return TradingHost.Feed.live(
                    new LiveBars(klines, market.symbol(), interval(), LIVE_HISTORY, real, pause), real);
        }
        BarSeries bars = market.load().bars();
        Pace pace = barsPerSecond == null ? Pace.ofSource() : Pace.barsPerSecond(barsPerSecond, real, pause);
        return TradingHost.Feed.replayed(bars.asSource(), bars.openTime(0), real, pace);
    }
}
