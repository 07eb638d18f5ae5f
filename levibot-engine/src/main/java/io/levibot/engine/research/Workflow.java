package io.levibot.engine.research;

import io.levibot.api.DataException;
import io.levibot.api.FeatureFrame;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.PredictorTrainer;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.ThresholdPolicyProvider;
import io.levibot.api.spi.ThresholdTuner;
import io.levibot.api.spi.TrainedModel;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.api.spi.TuningResult;
import io.levibot.api.spi.TuningSet;
import io.levibot.calibration.stats.TrialCounter;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.SimulatedClock;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.label.Labels;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.BundleContent;
import io.levibot.engine.registry.DataBlock;
import io.levibot.engine.registry.Market;
import io.levibot.engine.registry.PredictorPart;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModel.ServingFigures;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * From bars to an evaluated candidate, in the only order that keeps every figure out of sample: train on the first block,
 * calibrate on the second, sweep thresholds on the third, judge on the fourth. Each step takes the outcome of the one before, so
 * that no other order can be written.
 *
 * <p>Uses plugins by name only. Deterministic: the same bars, plan and plugins give the same candidate, whatever the executor.
 * Safe for use by several threads, one series each.
 *
 * @since 0.1.0
 */
public final class Workflow {
    private static final String COMPONENT = "workflow";
    private static final int MIN_TRAINING_ROWS = 200;

    private final ResearchPlan plan;
    private final Plugins plugins;
    private final Executor executor;

    /**
     * @param plan what to do
     * @param plugins where the plan's plugins are found
     * @param executor runs CPU work; results do not depend on it
     */
    public Workflow(ResearchPlan plan, Plugins plugins, Executor executor) {
        this.plan = Objects.requireNonNull(plan, "plan");
        this.plugins = Objects.requireNonNull(plugins, "plugins");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    /**
     * Does as {@link #train(History, FeatureRecipe, TrainingMonitor)} does, without values from outside.
     *
     * @param bars the bars as they came
     * @param recipe which features
     * @param monitor follows the training and may cancel it
     * @return the trained candidate
     * @throws DataException if the series is too short to be cut
     * @throws TrainingException if the model cannot be trained on it, or training was cancelled
     */
    public Trained train(BarSeries bars, FeatureRecipe recipe, TrainingMonitor monitor) {
        return train(History.of(bars), recipe, monitor);
    }

    /**
     * Cuts the accepted bars into blocks, fits the features on the train block, and trains the model there.
     *
     * @param history bars, and values for the external columns of the recipe
     * @param recipe which features
     * @param monitor follows the training and may cancel it
     * @return the trained candidate
     * @throws DataException if the series is too short to be cut
     * @throws TrainingException if the model cannot be trained on it, or training was cancelled
     * @throws IllegalArgumentException if a value from outside is for no external column of the recipe
     */
    public Trained train(History history, FeatureRecipe recipe, TrainingMonitor monitor) {
        BarSeries bars = history.accepted();
        Labels labels = Labels.of(bars, plan.label());
        Blocks blocks = plan.blocks().split(bars, labels, recipe.lookbackBars());
        FeatureSet features = recipe.fit(bars.slice(0, blocks.train().rows().to()));
        Dataset dataset = Dataset.of(history, features, labels);
        PredictorProvider provider =
                plugins.find(PredictorProvider.class, plan.predictor().name());
        PluginConfig config = PluginConfig.of(provider, plan.predictor().config());
        PluginContext context =
                context(bars).toBuilder().schema(features.schema()).build();
        PredictorTrainer trainer = provider.trainer(config, context)
                .orElseThrow(() ->
                        new TrainingException(COMPONENT, "predictor '" + provider.name() + "' cannot be trained"));
        TrainedModel model = train(trainer, dataset, blocks, monitor);
        Predictor predictor = provider.create(
                config, context.toBuilder().artifact(model.artifact()).build());
        return new Trained(plan, dataset, blocks, model, predictor);
    }

    /**
     * Does as {@link #resume(BundleContent, History)} does, without values from outside.
     *
     * @param stored content of its bundle
     * @param bars the bars that it was trained on, whole and as they came
     * @return the trained candidate
     * @throws DataException if the series is not the one that the bundle was trained on: its train block has other bars
     * @throws io.levibot.api.ArtifactException if the bundle's model or features cannot be restored
     */
    public Trained resume(BundleContent stored, BarSeries bars) {
        return resume(stored, History.of(bars));
    }

    /**
     * Takes up a candidate that was trained and stored before.
     *
     * @param stored content of its bundle
     * @param history the history that it was trained on, whole
     * @return the trained candidate
     * @throws DataException if the series is not the one that the bundle was trained on: its train block has other bars
     * @throws io.levibot.api.ArtifactException if the bundle's model or features cannot be restored
     */
    public Trained resume(BundleContent stored, History history) {
        BarSeries bars = history.accepted();
        FeatureSet features = FeatureSet.fromJson(stored.features().set(), "bundle");
        Labels labels = Labels.of(bars, plan.label());
        Blocks blocks = plan.blocks().split(bars, labels, features.lookbackBars());
        requireSameTraining(stored, bars, blocks.train());
        PredictorPart part = stored.predictor();
        PredictorProvider provider =
                plugins.find(PredictorProvider.class, part.plugin().name());
        PluginContext context = context(bars).toBuilder()
                .schema(features.schema())
                .artifact(part.artifact())
                .build();
        Predictor predictor =
                provider.create(PluginConfig.of(provider, part.plugin().config()), context);
        TrainedModel model = new TrainedModel(part.artifact(), part.rounds(), part.importance());
        return new Trained(plan, Dataset.of(history, features, labels), blocks, model, predictor);
    }

    /**
     * Fits the calibrator on the calibrate block.
     *
     * @param trained the step before
     * @return the calibrated candidate
     * @throws TrainingException if the method cannot be fitted to the block
     */
    public Calibrated calibrate(Trained trained) {
        ScoredBlock block = score(trained, trained.blocks().calibrate().rows());
        if (block.size() == 0) {
            throw new TrainingException(COMPONENT, "no row of the calibrate block has a score and a label");
        }
        CalibrationSet set = CalibrationSet.of(
                        block.scores(), block.labels(), trained.predictor().scale())
                .overlapping(plan.label().horizonBars());
        CalibratorProvider provider =
                plugins.find(CalibratorProvider.class, plan.calibrator().name());
        PluginConfig config = PluginConfig.of(provider, plan.calibrator().config());
        PluginContext context = context(trained.dataset().bars());
        Calibrator fitted = provider.fit(set, config, context);
        return new Calibrated(trained, fitted);
    }

    /**
     * Sweeps the thresholds on the tune block.
     *
     * @param calibrated the step before
     * @return the tuned candidate, which may be one that never enters
     * @throws TrainingException if the block is too small to try anything, or the policy has nothing to tune
     */
    public Tuned tune(Calibrated calibrated) {
        Trained trained = calibrated.trained();
        ThresholdPolicyProvider provider =
                plugins.find(ThresholdPolicyProvider.class, plan.policy().name());
        PluginConfig config = PluginConfig.of(provider, plan.policy().config());
        PluginContext context = context(trained.dataset().bars());
        ThresholdTuner tuner = provider.tuner(config, context)
                .orElseThrow(
                        () -> new TrainingException(COMPONENT, "policy '" + provider.name() + "' cannot be tuned"));
        TuningResult result =
                tuner.tune(tuningSet(calibrated, trained.blocks().tune().rows()));
        ThresholdPolicy policy = provider.create(
                config, context.toBuilder().artifact(result.policy()).build());
        return new Tuned(calibrated, result, policy);
    }

    /**
     * Runs the engine over the test block and judges probabilities and trades there.
     *
     * @param tuned the step before
     * @param otherTrials Sharpe ratios per bar of other candidates that were judged on an overlapping range: they count as trials
     *     too; this candidate itself, judged before, is left out by {@link CandidateBundle#candidate(Tuned)}
     * @return the evaluated candidate
     * @throws DataException if the candidate is not what these steps make of their blocks: features learnt beyond the train block,
     *     a calibrator fitted or thresholds swept on other rows than their own
     */
    public Evaluated evaluate(Tuned tuned, List<Double> otherTrials) {
        TestRun test = test(tuned);
        Trained trained = tuned.calibrated().trained();
        IndexRange range = trained.blocks().test().rows();
        ProbabilityEvaluation probabilities = ProbabilityEvaluation.of(
                test.raw(),
                test.served(),
                test.block().outcomes(),
                trained.dataset().labels().meanBars(range.from(), range.to()),
                plan.seed(),
                executor);
        StrategyEvaluation strategy = StrategyEvaluation.of(
                test.run(),
                trained.dataset().bars(),
                range,
                trials(tuned.tuning(), otherTrials),
                plan.seed(),
                executor);
        return new Evaluated(tuned, test.block(), probabilities, strategy, test.run());
    }

    /**
     * Scores the test block and runs the engine over it, judging nothing.
     *
     * @throws DataException if the candidate is not what these steps make of their blocks
     */
    TestRun test(Tuned tuned) {
        LeakCheck.require(this, tuned);
        Calibrated calibrated = tuned.calibrated();
        Trained trained = calibrated.trained();
        IndexRange range = trained.blocks().test().rows();
        BarSeries bars = trained.dataset().bars();
        ScoredBlock block = score(trained, range);
        return new TestRun(
                block,
                rawProbability(trained),
                calibrated.calibrator(),
                new Backtest(engineConfig(bars))
                        .run(servingModel(tuned), trained.dataset().history(), range));
    }

    /**
     * What a candidate did on its test block.
     *
     * @param block rows with scores and labels
     * @param identity shows what the score says uncalibrated
     * @param calibrator of the candidate
     * @param run what the engine did
     */
    record TestRun(ScoredBlock block, Calibrator identity, Calibrator calibrator, BacktestResult run) {
        /** The rows' probabilities without the calibrator. */
        double[] raw() {
            return block.probabilities(identity);
        }

        /** The rows' probabilities as they would be served. */
        double[] served() {
            return block.probabilities(calibrator);
        }
    }

    /**
     * @param bars the series
     * @return how the workflow's backtests trade, and how the candidate is to be paper-traded
     */
    public EngineConfig engineConfig(BarSeries bars) {
        return EngineConfig.builder(bars.interval(), List.of(bars.symbol()))
                .costs(plan.costs())
                .exposure(plan.exposure())
                .limits(plan.limits())
                .build();
    }

    /**
     * @param tuned a tuned candidate
     * @return the candidate as an engine serves it, without figures; closing it closes the candidate's predictor
     */
    public static ServingModel servingModel(Tuned tuned) {
        Calibrated calibrated = tuned.calibrated();
        Trained trained = calibrated.trained();
        BarSeries bars = trained.dataset().bars();
        return new ServingModel(
                "candidate",
                List.of(bars.symbol()),
                trained.dataset().features(),
                trained.predictor(),
                calibrated.calibrator(),
                tuned.policy(),
                ServingFigures.notEvaluated(
                        bars.closeTime(trained.blocks().tune().rows().to() - 1)));
    }

    /** Returns the map that shows what the score says uncalibrated. */
    private Calibrator rawProbability(Trained trained) {
        CalibratorProvider identity = plugins.find(CalibratorProvider.class, "identity");
        String scale = switch (trained.predictor().scale()) {
            case PROBABILITY -> "probability";
            case LOG_ODDS, MARGIN -> "log-odds";
        };
        return identity.create(
                PluginConfig.of(identity, Map.of("scale", scale)),
                context(trained.dataset().bars()));
    }

    private TrainedModel train(PredictorTrainer trainer, Dataset dataset, Blocks blocks, TrainingMonitor monitor) {
        IndexRange train = blocks.train().rows();
        int stoppingBars = (int) (plan.stoppingShare() * (train.to() - train.from()));
        if (stoppingBars == 0) {
            return trainer.train(requireEnough(dataset.rows(train.from(), train.to())), null, monitor);
        }
        int stoppingFrom = train.to() - stoppingBars;
        int fitTo = train.from(); // labels differ in length: the first that reaches the stopping rows is not the last
        while (fitTo < stoppingFrom && !endsAfter(dataset.labels(), fitTo, stoppingFrom)) {
            fitTo++;
        }
        return trainer.train(
                requireEnough(dataset.rows(train.from(), fitTo)), dataset.rows(stoppingFrom, train.to()), monitor);
    }

    private static void requireSameTraining(BundleContent bundle, BarSeries bars, Block.Train now) {
        Market market = bundle.market();
        if (!market.symbols().equals(List.of(bars.symbol()))
                || !market.interval().equals(bars.interval())) {
            throw new DataException(
                    COMPONENT,
                    "the bundle was trained on " + market.interval() + " bars of " + market.symbols() + "; these are "
                            + bars.interval() + " bars of " + bars.symbol()
                            + ": give the data that it was trained on");
        }
        DataBlock stored = bundle.provenance().split().train();
        DataBlock found = CandidateBundle.block(bars, now);
        if (!stored.equals(found)) {
            boolean sameTimes = stored.from().equals(found.from())
                    && stored.until().equals(found.until())
                    && stored.bars() == found.bars();
            throw new DataException(
                    COMPONENT,
                    "the bundle was trained on " + stored.bars() + " bars from " + stored.from() + " until "
                            + stored.until() + "; with these data the train block "
                            + (sameTimes ? "has the same times, but other prices or volumes" : "is " + now)
                            + ": give the data that it was trained on");
        }
    }

    private static boolean endsAfter(Labels labels, int bar, int firstLater) {
        return labels.isKnown(bar) && labels.endIndex(bar) >= firstLater;
    }

    private static Dataset.Rows requireEnough(Dataset.Rows rows) {
        if (rows.size() < MIN_TRAINING_ROWS) {
            throw new DataException(
                    COMPONENT,
                    "the train block has " + rows.size() + " usable rows; at least " + MIN_TRAINING_ROWS
                            + " are needed");
        }
        return rows;
    }

    private static ScoredBlock score(Trained trained, IndexRange range) {
        return ScoredBlock.of(trained.dataset().rows(range.from(), range.to()), trained.predictor());
    }

    private TuningSet tuningSet(Calibrated calibrated, IndexRange range) {
        Trained trained = calibrated.trained();
        Dataset dataset = trained.dataset();
        BarSeries bars = dataset.bars();
        int n = range.to() - range.from();
        double[] p = new double[n];
        double[] lower = new double[n];
        double[] upper = new double[n];
        for (int i = 0; i < n; i++) {
            int bar = range.from() + i;
            double score = Double.NaN;
            if (dataset.isUsable(bar)) {
                FeatureFrame frame = dataset.frame(bar);
                score = trained.predictor().score(frame);
            }
            p[i] = Double.isFinite(score) ? calibrated.calibrator().calibrate(score) : Double.NaN;
            lower[i] = Double.isNaN(p[i]) ? Double.NaN : calibrated.calibrator().lower(score);
            upper[i] = Double.isNaN(p[i]) ? Double.NaN : calibrated.calibrator().upper(score);
        }
        double[] open = Arrays.copyOfRange(bars.opens(), range.from(), range.to());
        double[] close = Arrays.copyOfRange(bars.closes(), range.from(), range.to());
        return TuningSet.builder(p, open, close)
                .interval(lower, upper)
                .costs(plan.costs())
                .barsPerYear(bars.interval().barsPerYear())
                .neutral(neutral(trained))
                .exposure(plan.exposure())
                .build();
    }

    /** Returns 0.5 for a two-way label, else the base rate of the train block. */
    static double neutral(Trained trained) {
        Labels labels = trained.dataset().labels();
        IndexRange train = trained.blocks().train().rows();
        return labels.twoWay() ? 0.5 : labels.baseRate(train.from(), train.to());
    }

    private static TrialCounter trials(TuningResult tuning, List<Double> others) {
        TrialCounter counter = new TrialCounter();
        double[] points =
                tuning.trials().stream().mapToDouble(TuningResult.Trial::sharpe).toArray();
        counter.addSearch(points, tuning.effectiveTrials());
        others.forEach(counter::add);
        if (counter.count() == 0) {
            counter.add(Double.NaN);
        }
        return counter;
    }

    private PluginContext context(BarSeries bars) {
        return PluginContext.builder(new SimulatedClock(bars.closeTime(bars.size() - 1)))
                .executor(executor)
                .seed(plan.seed())
                .lookup(plugins)
                .build();
    }
}
