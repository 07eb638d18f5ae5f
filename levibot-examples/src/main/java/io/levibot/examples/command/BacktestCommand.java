package io.levibot.examples.command;

import io.levibot.api.DataException;
import io.levibot.calibration.stats.Performance;
import io.levibot.calibration.stats.ReturnMoments;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.registry.Bundle;
import io.levibot.engine.registry.ModelRegistry;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.research.Backtest;
import io.levibot.engine.research.BacktestResult;
import io.levibot.examples.market.MarketData;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a bundle over a bar file with the live engine. Says how much of the file the bundle had seen before. */
@Command(name = "backtest", description = "Run a bundle over bars with the live engine.")
public final class BacktestCommand extends BaseCommand {
    @Mixin
    private MarketOptions market = new MarketOptions();

    @Mixin
    private RegistryOption registry = new RegistryOption();

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--out", paramLabel = "FILE", description = "Journal of the run; must not exist.")
    private @Nullable Path out;

    /**
     * Runs this command alone.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandRunner.main(new BacktestCommand(), args);
    }

    @Override
    protected ExitCode run() {
        MarketData data = market.load();
        BarSeries bars = data.bars();
        ModelRegistry models = registry.openExisting();
        RegistryWarnings.print(models, err());
        Bundle bundle = models.read(model.reference());
        try (Work work = new Work();
                ServingModel served = RegistryOption.loader(work.plugins()).load(bundle);
                Progress bar = progress("trading", bars.size())) {
            requireFit(served, bars);
            int from = served.featureSet().lookbackBars();
            if (from >= bars.size()) {
                throw new DataException(
                        "bars",
                        bars.size() + " bars are too few: the features need " + from + " before the first decision");
            }
            EngineConfig config = EngineConfig.builder(bars.interval(), List.of(bars.symbol()))
                    .costs(bundle.content().market().costs())
                    .exposure(bundle.content().market().exposure())
                    .build();
            Backtest backtest = new Backtest(config).progress(bar::update);
            if (out != null) {
                backtest.journal(JournalWriter.create(out));
            }
            BacktestResult result = backtest.run(served, bars, from, bars.size());
            bar.close();
            print(bundle, bars, from, result);
        }
        return ExitCode.DONE;
    }

    /** Before the journal's file is made, which a run that cannot begin would leave behind. */
    private static void requireFit(ServingModel served, BarSeries bars) {
        if (!served.symbols().contains(bars.symbol()) || !served.interval().equals(bars.interval())) {
            throw new DataException(
                    "bars",
                    "bundle " + served.id() + " is for " + served.symbols() + " at " + served.interval() + ", not for "
                            + bars.symbol() + " at " + bars.interval() + "; name the bars by --symbol and --interval");
        }
    }

    private void print(Bundle bundle, BarSeries bars, int from, BacktestResult result) {
        Instant madeFrom = bundle.content().provenance().createdAt();
        int unseen = bars.size() - Math.max(from, bars.firstAtOrAfter(madeFrom));
        double[] returns = result.equity().returns();
        double sharpe =
                ReturnMoments.of(returns).sharpe() * Math.sqrt(bars.interval().barsPerYear());
        line("bundle", bundle.id().value());
        line(
                "bars",
                (bars.size() - from) + ", of which " + Math.max(0, unseen)
                        + " after everything the bundle was made from");
        if (unseen < bars.size() - from) {
            line("caution", "the rest is IN SAMPLE: these figures prove nothing");
        }
        line("final equity", number(result.equity().last()) + " from " + number(result.startEquity()));
        line("Sharpe (annual)", Double.isNaN(sharpe) ? "not defined: equity never moved" : number(sharpe));
        line("max drawdown", number(100.0 * Math.abs(Performance.maxDrawdown(returns))) + " %");
        line("trades", result.trades() + ", turnover " + number(result.turnover()) + " x starting equity");
        if (out != null) {
            line("journal", out.toString());
        }
    }

    private void line(String label, String value) {
        out().println(String.format(Locale.ROOT, "%-16s %s", label, value));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
