package io.levibot.examples.command;

import io.levibot.engine.registry.ModelRegistry;
import io.levibot.engine.registry.PromotionGates;
import io.levibot.engine.research.ResearchPlan;
import io.levibot.examples.market.MarketData;
import io.levibot.examples.quickstart.Quickstart;
import io.levibot.examples.quickstart.QuickstartOutcome;
import io.levibot.examples.report.OutputDirectory;
import io.levibot.examples.report.SummaryTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job, from bars to a report. A refused candidate is a success of the tool. */
@Command(
        name = "quickstart",
        description =
                "Train, calibrate, sweep, gate, promote or refuse, then paper-trade the untouched last part; write a report.")
public final class QuickstartCommand extends BaseCommand {
    @Mixin
    private MarketOptions market = new MarketOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "quickstart",
            description =
                    "Where report, journal and registry go; an earlier run there is replaced. Default: ${DEFAULT-VALUE}.")
    private Path out = Path.of("quickstart");

    @Option(
            names = "--without-gate",
            paramLabel = "NAME",
            split = ",",
            description = "Promotion gates to switch off: ece, sharpe, max-drawdown, auc.")
    private List<String> without = List.of();

    /**
     * Runs this command alone.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandRunner.main(new QuickstartCommand(), args);
    }

    @Override
    protected ExitCode run() throws IOException {
        PromotionGates gates = gates();
        Instant began = Instant.now();
        MarketData data = market.load();
        try (OutputDirectory.Claim claim = OutputDirectory.claim(out);
                Work work = new Work();
                ShownSteps steps = new ShownSteps()) {
            OutputDirectory directory = claim.directory();
            ResearchPlan plan = ResearchPlan.builder().seed(market.seed()).build();
            Instant dataEnd = data.bars().closeTime(data.bars().size() - 1);
            ModelRegistry registry = ModelRegistry.open(directory.registry(), InstantSource.fixed(dataEnd));
            QuickstartOutcome outcome = new Quickstart(work.plugins(), work.pool(), gates, steps)
                    .run(data, plan, registry, directory.journal());
            steps.close();
            directory.write(outcome, began, Instant.now());
            SummaryTable.print(outcome, out());
            out().println("report                 " + directory.html());
            out().println("                       " + directory.json());
        }
        return ExitCode.DONE;
    }

    private PromotionGates gates() {
        try {
            return PromotionGates.all().without(without);
        } catch (IllegalArgumentException e) {
            throw badUsage("--without-gate: " + e.getMessage());
        }
    }
}
