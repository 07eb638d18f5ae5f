package io.levibot.examples.quickstart;

import io.levibot.api.Decision;
import io.levibot.api.FeatureFrame;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.engine.SimulatedClock;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.journal.JournalVerifier;
import io.levibot.engine.journal.JournalWriter;
import io.levibot.engine.journal.Verification;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.Bundle;
import io.levibot.engine.registry.GateResult;
import io.levibot.engine.registry.ModelRegistry;
import io.levibot.engine.registry.PromotionDecision;
import io.levibot.engine.registry.PromotionGates;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModelLoader;
import io.levibot.engine.research.Backtest;
import io.levibot.engine.research.BacktestResult;
import io.levibot.engine.research.CandidateBundle;
import io.levibot.engine.research.Dataset;
import io.levibot.engine.research.Evaluated;
import io.levibot.engine.research.IndexRange;
import io.levibot.engine.research.ResearchPlan;
import io.levibot.engine.research.ScoredBlock;
import io.levibot.engine.research.Trained;
import io.levibot.engine.research.Workflow;
import io.levibot.examples.market.MarketData;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.IntConsumer;

/**
 * The main job, step by step: train, calibrate, sweep, evaluate, gate, store, promote or refuse, load from the disk, trade on
 * paper, compare what was served with what was evaluated, and walk the procedure forward over the whole history.
 */
public final class Quickstart {
    /** Plugin whose scores the pure Java ones are compared with. */
    private static final String NATIVE = "lightgbm-native";

    private final Plugins plugins;
    private final Executor executor;
    private final PromotionGates gates;
    private final Steps steps;

    /** Hears what the job is at. */
    public interface Steps {
        /**
         * @param what a few words
         */
        void begin(String what);

        /** Returns what follows the training. */
        TrainingMonitor training();

        /** Returns what follows the walk forward, told how many folds are done. */
        TrainingMonitor walkForward();

        /** Returns what follows the paper run, told how many bars are done. */
        IntConsumer paper();
    }

    /**
     * @param plugins where the plan's plugins are found
     * @param executor runs CPU work
     * @param gates what a candidate must pass
     * @param steps hears what the job is at
     */
    public Quickstart(Plugins plugins, Executor executor, PromotionGates gates, Steps steps) {
        this.plugins = Objects.requireNonNull(plugins, "plugins");
        this.executor = Objects.requireNonNull(executor, "executor");
        this.gates = Objects.requireNonNull(gates, "gates");
        this.steps = Objects.requireNonNull(steps, "steps");
    }

    /**
     * @param data the bars
     * @param plan what to do with them
     * @param registry where the candidate goes
     * @param journal file to create: the journal of the paper run
     * @return what was found
     */
    public QuickstartOutcome run(MarketData data, ResearchPlan plan, ModelRegistry registry, Path journal) {
        BarSeries bars = data.bars();
        Workflow workflow = new Workflow(plan, plugins, executor);
        steps.begin("training");
        FeatureRecipe recipe = FeatureSet.standard(bars.interval());
        Trained trained = workflow.train(bars, recipe, steps.training());
        steps.begin("calibrating");
        var calibrated = workflow.calibrate(trained);
        steps.begin("sweeping thresholds");
        var tuned = workflow.tune(calibrated);
        steps.begin("evaluating");
        Evaluated evaluated = workflow.evaluate(tuned, List.of());
        List<GateResult> found = gates.evaluate(evaluated.figures());
        Bundle bundle = registry.register(CandidateBundle.complete(evaluated, found, null));
        PromotionDecision decision = PromotionDecision.of(found);
        if (decision.outcome() == PromotionDecision.Outcome.PROMOTED) {
            registry.promote(bundle.id(), decision, "quickstart", "every gate passed");
        }
        steps.begin("trading on paper");
        try (ServingModel served = load(registry, bundle, bars)) {
            IndexRange test = trained.blocks().test().rows();
            BacktestResult paper = new Backtest(workflow.engineConfig(bars))
                    .journal(JournalWriter.create(journal))
                    .progress(steps.paper())
                    .run(served, trained.dataset().history(), test);
            Verification checked = JournalVerifier.verify(journal);
            steps.begin("walking forward");
            WalkForwardCheck walked = WalkForwardCheck.of(bars, recipe, plan, plugins, executor, steps.walkForward());
            return new QuickstartOutcome(
                    data,
                    evaluated,
                    bundle,
                    decision,
                    paper,
                    servedAgainstEvaluated(evaluated, paper),
                    javaAgainstNative(evaluated),
                    checked,
                    walked);
        } finally {
            trained.predictor().close();
        }
    }

    private ServingModel load(ModelRegistry registry, Bundle bundle, BarSeries bars) {
        PluginContext context = PluginContext.builder(new SimulatedClock(bars.closeTime(bars.size() - 1)))
                .executor(executor)
                .lookup(plugins)
                .build();
        return new ServingModelLoader(plugins, context).load(registry.read(bundle.id()));
    }

    /** Probabilities of the test rows as evaluated, against those in the decisions of the paper run. */
    private static Parity servedAgainstEvaluated(Evaluated evaluated, BacktestResult paper) {
        var calibrated = evaluated.tuned().calibrated();
        ScoredBlock test = evaluated.test();
        double[] expected = test.probabilities(calibrated.calibrator());
        double[] got = new double[expected.length];
        BarSeries bars = calibrated.trained().dataset().bars();
        Map<Instant, Decision> decisions = new HashMap<>();
        paper.decisions().forEach(decision -> decisions.put(decision.asOf(), decision));
        for (int row = 0; row < got.length; row++) {
            Decision decision = decisions.get(bars.closeTime(test.bar(row)));
            got[row] = decision == null ? Double.NaN : decision.prediction().probability();
        }
        return Parity.of(expected, got);
    }

    /** Raw scores of the test rows by the plan's predictor, against those of native LightGBM on the same model. */
    private Parity javaAgainstNative(Evaluated evaluated) {
        Trained trained = evaluated.tuned().calibrated().trained();
        ScoredBlock test = evaluated.test();
        Dataset dataset = trained.dataset();
        PluginContext context = PluginContext.builder(
                        new SimulatedClock(dataset.bars().closeTime(0)))
                .schema(dataset.features().schema())
                .artifact(trained.model().artifact())
                .lookup(plugins)
                .build();
        double[] got = new double[test.size()];
        try (Predictor oracle = plugins.create(PredictorProvider.class, NATIVE, Map.of(), context)) {
            for (int row = 0; row < got.length; row++) {
                FeatureFrame frame = dataset.frame(test.bar(row));
                got[row] = oracle.score(frame);
            }
        }
        return Parity.of(test.scores(), got);
    }
}
