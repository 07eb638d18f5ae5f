package io.levibot.examples.command;

import io.levibot.engine.label.LabelDefinition;
import io.levibot.engine.registry.Bundle;
import io.levibot.engine.registry.BundleContent;
import io.levibot.engine.registry.GateResult;
import io.levibot.engine.registry.ModelRegistry;
import io.levibot.engine.registry.PromotionDecision;
import io.levibot.engine.registry.PromotionGates;
import io.levibot.engine.registry.TestRange;
import io.levibot.engine.registry.TrialRecord;
import io.levibot.engine.research.Block;
import io.levibot.engine.research.CandidateBundle;
import io.levibot.engine.research.Evaluated;
import io.levibot.engine.research.ResearchPlan;
import io.levibot.engine.research.Trained;
import io.levibot.engine.research.Tuned;
import io.levibot.engine.research.Workflow;
import io.levibot.engine.risk.RiskLimits;
import io.levibot.examples.market.MarketData;
import io.levibot.examples.report.SummaryTable;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Completes a trained candidate: calibrator, thresholds, evaluation on the untouched block. A refused candidate is done too. */
@Command(
        name = "calibrate",
        description = "Fit the calibrator out of fold, sweep thresholds, evaluate; completes a trained candidate.")
public final class CalibrateCommand extends BaseCommand {
    @Mixin
    private MarketOptions market = new MarketOptions();

    @Mixin
    private RegistryOption registry = new RegistryOption();

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--method",
            paramLabel = "NAME",
            defaultValue = "auto",
            description = "Calibrator plugin, or auto to let the data choose. Default: ${DEFAULT-VALUE}.")
    private String method = "auto";

    /**
     * Runs this command alone.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        CommandRunner.main(new CalibrateCommand(), args);
    }

    @Override
    protected ExitCode run() {
        MarketData data = market.load();
        ModelRegistry models = registry.open();
        Bundle stored = models.read(model.reference());
        try (Work work = new Work();
                Progress bar = progress("calibrating", Progress.UNKNOWN)) {
            bar.update(0);
            Workflow workflow = new Workflow(plan(stored.content()), work.plugins(), work.pool());
            Trained trained = workflow.resume(stored.content(), data.bars());
            Tuned tuned = workflow.tune(workflow.calibrate(trained));
            Evaluated evaluated = workflow.evaluate(tuned, otherTrials(models, tuned));
            List<GateResult> gates = PromotionGates.all().evaluate(evaluated.figures());
            Bundle complete = models.register(CandidateBundle.complete(evaluated, gates, stored.id()));
            trained.predictor().close();
            bar.close();
            SummaryTable.printEvaluation(complete, evaluated, PromotionDecision.of(gates), out());
        }
        return ExitCode.DONE;
    }

    private ResearchPlan plan(BundleContent content) {
        return ResearchPlan.builder()
                .label(LabelDefinition.fromJson(content.label().definition(), "bundle"))
                .calibrator(ResearchPlan.PluginChoice.of(method))
                .predictor(ResearchPlan.PluginChoice.of(
                        content.predictor().plugin().name(),
                        content.predictor().plugin().config()))
                .costs(content.market().costs())
                .exposure(content.market().exposure())
                .limits(
                        content.market().limits().isEmpty()
                                ? RiskLimits.builder().build()
                                : RiskLimits.fromMap(content.market().limits()))
                .seed(content.provenance().seed())
                .build();
    }

    /** Sharpe ratios of every other candidate that this registry ever tested on an overlapping range. */
    private static List<Double> otherTrials(ModelRegistry models, Tuned tuned) {
        Trained trained = tuned.calibrated().trained();
        Block.Test test = trained.blocks().test();
        TestRange range = new TestRange(List.of(trained.dataset().bars().symbol()), test.from(), test.until());
        String itself = CandidateBundle.candidate(tuned);
        return models.trialsOverlapping(range).stream()
                .filter(trial -> !trial.is(itself, range))
                .map(TrialRecord::sharpePerBar)
                .toList();
    }
}
