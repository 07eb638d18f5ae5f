package io.levibot.examples.command;

import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarCsv;
import io.levibot.engine.bar.BarSeries;
import io.levibot.examples.binance.KlineDownload;
import io.levibot.examples.binance.Klines;
import io.levibot.examples.binance.Pause;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Downloads closed candles from Binance into a bar file. The file is written whole at the end or not at all. Which candle is
 * closed is judged by the earlier of the exchange's clock and ours.
 */
@Command(name = "ingest", description = "Download closed candles from Binance into a bar file.")
public final class IngestCommand extends BaseCommand {
    private static final int LONGEST_DAYS = 3650;

    private final InstantSource clock;
    private final Pause pause;

    @Option(
            names = "--symbol",
            defaultValue = "BTCUSDT",
            description = "Instrument, as the exchange names it (default: ${DEFAULT-VALUE}).")
    private Symbol symbol;

    @Option(names = "--interval", defaultValue = "15m", description = "Length of a candle (default: ${DEFAULT-VALUE}).")
    private BarInterval interval;

    @Option(
            names = "--days",
            defaultValue = "30",
            description = "How many days back, 1 to 3650 (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "FILE",
            description = "Bar file to write; gzipped if it ends with .gz. An old file is replaced.")
    private Path out;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            defaultValue = Klines.DEFAULT_BASE_URL,
            description = "Where to ask (default: ${DEFAULT-VALUE}).")
    private URI baseUrl;

    /** Uses the real clock. */
    public IngestCommand() {
        this(InstantSource.system(), Pause.real());
    }

    IngestCommand(InstantSource clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Runs this command alone.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandRunner.main(new IngestCommand(), args);
    }

    @Override
    protected ExitCode run() throws InterruptedException {
        if (days < 1 || days > LONGEST_DAYS) {
            throw badUsage("--days " + days + ": allowed are 1 to " + LONGEST_DAYS);
        }
        Path target = out.toAbsolutePath();
        requireWritable(target);
        Klines klines = klines();
        Instant ours = clock.instant();
        Instant theirs = klines.serverTime();
        Duration span = Duration.ofDays(days);
        KlineDownload.History history;
        try (Progress bar = progress("candles", span.toMillis() / interval.millis())) {
            history = new KlineDownload(klines, symbol, interval)
                    .backFrom(ours.isBefore(theirs) ? ours : theirs, span, bar::update);
        }
        BarCsv.write(history.bars(), out);
        report(history);
        return ExitCode.DONE;
    }

    /** Before the download, which would be lost. */
    private static void requireWritable(Path target) {
        Path parent = target.getParent();
        if (Files.isDirectory(target) || parent == null) {
            throw new DataException("bar-csv", target + " is a directory; --out takes a file");
        }
        if (!Files.isDirectory(parent)) {
            throw new DataException("bar-csv", target + " cannot be written: there is no directory " + parent);
        }
        if (!Files.isWritable(parent)) {
            throw new DataException("bar-csv", target + " cannot be written: " + parent + " takes no new files");
        }
    }

    private Klines klines() {
        try {
            Klines.requireOffered(interval);
            return new Klines(baseUrl, pause);
        } catch (IllegalArgumentException e) {
            throw badUsage(String.valueOf(e.getMessage()));
        }
    }

    private void report(KlineDownload.History history) {
        BarSeries bars = history.bars();
        Instant first = bars.openTime(0);
        Instant end = bars.closeTime(bars.size() - 1);
        out().println(out + ": " + bars.size() + " bars of " + symbol + " (" + interval + ") from " + first + " to "
                + end + ", " + bars.gaps());
        if (history.beginsLate()) {
            err().println("note: the exchange has no candles of " + symbol + " before " + first);
        }
        if (history.endsEarly()) {
            err().println("note: the exchange has no candles of " + symbol + " after " + end);
        }
    }
}
