package io.levibot.engine.research;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.Bar;
import io.levibot.api.DataException;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.ConfigKey;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.calibration.IdentityProvider;
import io.levibot.calibration.PlattProvider;
import io.levibot.calibration.stats.CalibrationMeasure;
import io.levibot.calibration.stats.RocCurve;
import io.levibot.calibration.threshold.HysteresisPolicyProvider;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.bar.TestBars;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.label.HorizonDirection;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.research.ResearchPlan.PluginChoice;
import io.levibot.engine.research.WalkForward.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WalkForwardStudyTest {
    private static final int BARS = 3_000;
    private static final int EMBARGO = 7;
    private static final FeatureRecipe RECIPE = FeatureRecipe.of(TestBars.M15, List.of("ret_1", "regime_vol"));
    private static final WalkForward ROLLING = WalkForward.rolling(1_800, 300, EMBARGO);
    private static final WalkForward ANCHORED = WalkForward.anchored(1_800, 300, EMBARGO);

    private final SignOfReturn model = new SignOfReturn();
    private final BarSeries bars = momentum(BARS, 11);

    private static final ResearchPlan PLAN = ResearchPlan.builder()
            .label(new HorizonDirection(2))
            .predictor(PluginChoice.of(SignOfReturn.NAME))
            .calibrator(PluginChoice.of("platt"))
            .seed(5)
            .build();

    private static Plugins plugins(SignOfReturn model) {
        return Plugins.of(model, new IdentityProvider(), new PlattProvider(), new HysteresisPolicyProvider());
    }

    private WalkForwardResult run(BarSeries series, WalkForward walk, Executor executor) {
        return new WalkForwardStudy(PLAN, plugins(model), executor).run(series, RECIPE, walk, TrainingMonitor.none());
    }

    /** Bars whose moves tend to go on: after a rise the next bar rises with probability 0.62. */
    private static BarSeries momentum(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BarSeries.Builder builder = BarSeries.builder(TestBars.BTC, TestBars.M15);
        double close = 100.0;
        int sign = 1;
        for (int i = 0; i < count; i++) {
            double open = close;
            sign = random.nextDouble() < 0.62 ? sign : -sign;
            close = open * (1.0 + sign * 0.01 * random.nextDouble());
            builder.add(TestBars.bar(i, open, Math.max(open, close), Math.min(open, close), close, 1.0));
        }
        return builder.build();
    }

    @Test
    void testsWindowsThatFollowOneAnother() {
        List<WalkForwardFold> folds = run(bars, ROLLING, Runnable::run).folds();

        assertThat(folds).hasSize(3).extracting(WalkForwardFold::number).containsExactly(1, 2, 3);
        int lookback = RECIPE.lookbackBars();
        int first = lookback + ROLLING.trainRows() + EMBARGO;
        for (int k = 0; k < folds.size(); k++) {
            WalkForwardFold fold = folds.get(k);
            assertThat(fold.testFrom()).isEqualTo(bars.openTime(first + 300 * k));
            assertThat(fold.testUntil()).isEqualTo(bars.closeTime(first + 300 * k + 299));
            assertThat(fold.trading().bars()).isEqualTo(300);
            // Every bar has its feature; the labels of the last two are known only after the window.
            assertThat(fold.probabilities().n()).isEqualTo(298);
            assertThat(fold.trainFrom()).isEqualTo(bars.openTime(lookback + 300 * k));
        }
    }

    @Test
    void anAnchoredWalkKeepsItsBeginningAndLearnsFromMoreAndMore() {
        List<WalkForwardFold> folds = run(bars, ANCHORED, Runnable::run).folds();

        assertThat(folds).extracting(WalkForwardFold::trainFrom).containsOnly(bars.openTime(RECIPE.lookbackBars()));
        assertThat(folds).extracting(WalkForwardFold::trainRows).isSorted().doesNotHaveDuplicates();
        WalkForwardFold last = folds.get(2);
        // 2,400 rows of history, of which train has 50 of 85 parts, less the one whose label ends beyond the cut.
        assertThat(last.trainRows()).isEqualTo((int) (2_400 * 0.5 / 0.85) - 1);
    }

    @Test
    void learnsFromNothingThatEndsInsideTheWindow() {
        List<WalkForwardFold> folds = run(bars, ROLLING, Runnable::run).folds();

        assertThat(model.shown).hasSize(3);
        int k = 0;
        for (SignOfReturn.Shown shown : model.shown) {
            WalkForwardFold fold = folds.get(k++);
            assertThat(shown.lastLabelEnd()).isBefore(fold.testFrom());
            assertThat(shown.first()).isAfter(fold.trainFrom());
        }
    }

    /** The strongest test of leakage: another future must leave every earlier window's figures as they are, to the last bit. */
    @Test
    void anotherFutureChangesNoEarlierFold() {
        int lastWindow = RECIPE.lookbackBars() + ROLLING.trainRows() + EMBARGO + 600;
        double before = bars.close(lastWindow - 1);
        SplittableRandom random = new SplittableRandom(3);
        List<Bar> changed = new ArrayList<>();
        for (int i = 0; i < bars.size(); i++) {
            double price = before * (0.99 + 0.02 * random.nextDouble());
            changed.add(i < lastWindow ? bars.bar(i) : TestBars.flat(i, price));
        }
        BarSeries other = BarSeries.of(TestBars.BTC, TestBars.M15, changed);

        List<WalkForwardFold> first = run(bars, ROLLING, Runnable::run).folds();
        List<WalkForwardFold> after = run(other, ROLLING, Runnable::run).folds();

        assertThat(after.subList(0, 2)).isEqualTo(first.subList(0, 2));
        assertThat(after.get(2).trading()).isNotEqualTo(first.get(2).trading());
        assertThat(after.get(2).thresholds()).isEqualTo(first.get(2).thresholds());
    }

    @Test
    void aFoldIsWhatTheWorkflowMakesOfItsRows() {
        WalkForward walk = WalkForward.rolling(1_800, 300, EMBARGO);
        WalkForwardFold second = run(bars, walk, Runnable::run).folds().get(1);

        BarSeries slice = bars.slice(300, 300 + RECIPE.lookbackBars() + 1_800 + EMBARGO + 300);
        double rows = 1_800.0 + EMBARGO + 300.0;
        double part = 1_800.0 / rows / 0.85;
        BlockPlan blocks = new BlockPlan(0.5 * part, 0.2 * part, 0.15 * part, 1 - 1_800.0 / rows, EMBARGO, 50);
        Workflow workflow = new Workflow(PLAN.toBuilder().blocks(blocks).build(), plugins(model), Runnable::run);
        Tuned tuned = workflow.tune(workflow.calibrate(workflow.train(slice, RECIPE, TrainingMonitor.none())));
        Evaluated evaluated = workflow.evaluate(tuned, List.of());

        assertThat(second.thresholds()).isEqualTo(tuned.tuning().chosen());
        assertThat(second.trials()).isEqualTo(tuned.tuning().trials().size());
        assertThat(second.probabilities().auc())
                .isEqualTo(
                        RocCurve.of(evaluated.probabilities().report().after().forecasts())
                                .interval(0.95));
        assertThat(second.probabilities().logLoss())
                .isEqualTo(evaluated
                        .probabilities()
                        .served(CalibrationMeasure.LOG_LOSS)
                        .estimate());
        assertThat(second.probabilities().eceRaw())
                .isEqualTo(evaluated
                        .probabilities()
                        .raw(CalibrationMeasure.ECE_EQUAL_WIDTH_10)
                        .estimate());
        assertThat(second.trading().trades()).isEqualTo(evaluated.strategy().trades());
        assertThat(second.trading().sharpe()).isEqualTo(evaluated.strategy().sharpe());
        assertThat(second.trading().maxDrawdown())
                .isEqualTo(evaluated.strategy().maxDrawdown());
        assertThat(second.trading().totalReturn())
                .isCloseTo(evaluated.strategy().totalReturn(), within(1e-12));
        assertThat(second.trading().buyAndHoldReturn())
                .isCloseTo(evaluated.strategy().buyAndHoldReturn(), within(1e-12));
    }

    /** What a fold shows must be what its steps give when they are done again: this calibrator gives another map every time. */
    @Test
    void everyFoldIsCheckedForLeaks() {
        CalibratorProvider platt = new PlattProvider();
        AtomicInteger fits = new AtomicInteger();
        CalibratorProvider wandering = new CalibratorProvider() {
            @Override
            public String name() {
                return "wandering";
            }

            @Override
            public Set<ConfigKey> configKeys() {
                return Set.of();
            }

            @Override
            public Calibrator fit(CalibrationSet set, PluginConfig config, PluginContext context) {
                double[] labels = set.labels();
                int flipped = fits.getAndIncrement();
                labels[flipped] = 1.0 - labels[flipped];
                return platt.fit(
                        CalibrationSet.of(set.scores(), labels, set.scale()), PluginConfig.empty(platt), context);
            }

            @Override
            public Calibrator create(PluginConfig config, PluginContext context) {
                return platt.create(PluginConfig.empty(platt), context);
            }
        };
        ResearchPlan plan =
                PLAN.toBuilder().calibrator(PluginChoice.of("wandering")).build();
        Plugins plugins = Plugins.of(model, new IdentityProvider(), wandering, new HysteresisPolicyProvider());

        assertThatThrownBy(() -> new WalkForwardStudy(plan, plugins, Runnable::run)
                        .run(bars, RECIPE, ROLLING, TrainingMonitor.none()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("the calibrator is not the one that 'wandering' fits on the calibrate block");
        // Each of the three folds, each map once to serve and once to check.
        assertThat(fits).hasValue(6);
    }

    /** The same steps done again are no further trial: the ledger knows the candidate by what it is made of. */
    @Test
    void aCandidateIsKnownBeforeItIsEvaluated() {
        Workflow workflow = new Workflow(PLAN, plugins(model), Runnable::run);
        Tuned tuned = workflow.tune(workflow.calibrate(workflow.train(bars, RECIPE, TrainingMonitor.none())));
        Evaluated evaluated = workflow.evaluate(tuned, List.of());
        Tuned again = workflow.tune(workflow.calibrate(tuned.calibrated().trained()));

        assertThat(CandidateBundle.candidate(again))
                .isEqualTo(CandidateBundle.complete(evaluated, List.of(), null).candidate());
    }

    @Test
    void poolsTheWindowsIntoOneRecord() {
        WalkForwardResult result = run(bars, ROLLING, Runnable::run);

        List<WalkForwardFold> folds = result.folds();
        assertThat(result.probabilities().n()).isEqualTo(3 * 298);
        double logLoss = folds.stream()
                .mapToDouble(fold -> fold.probabilities().logLoss())
                .average()
                .orElseThrow();
        assertThat(result.probabilities().logLoss()).isCloseTo(logLoss, within(1e-12));
        assertThat(result.trading().bars()).isEqualTo(900);
        assertThat(result.trading().trades())
                .isEqualTo(
                        folds.stream().mapToInt(fold -> fold.trading().trades()).sum())
                .isPositive();
        double growth = folds.stream()
                .mapToDouble(fold -> 1.0 + fold.trading().totalReturn())
                .reduce(1.0, (a, b) -> a * b);
        assertThat(result.trading().totalReturn()).isCloseTo(growth - 1.0, within(1e-12));
        assertThat(result.trading().maxDrawdown())
                .isGreaterThanOrEqualTo(folds.stream()
                        .mapToDouble(fold -> fold.trading().maxDrawdown())
                        .max()
                        .orElseThrow());
    }

    /** An edge that is there in every window shows with certainty in the pooled figures; the model's rate is the market's. */
    @Test
    void findsAnEdgeThatIsThere() {
        WalkForwardResult result = run(momentum(8_000, 2), WalkForward.rolling(4_000, 900, EMBARGO), Runnable::run);

        assertThat(result.probabilities().auc().lower()).isGreaterThan(0.5);
        assertThat(result.probabilities().logLoss()).isLessThan(Math.log(2.0));
    }

    @Test
    void isTheSameOnEveryExecutor() {
        WalkForwardResult alone = run(bars, ROLLING, Runnable::run);
        Executor refuses = task -> {
            throw new RejectedExecutionException("full");
        };
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            assertThat(run(bars, ROLLING, pool)).isEqualTo(alone);
        } finally {
            pool.shutdownNow();
        }
        assertThat(new WalkForwardStudy(PLAN, plugins(model), Runnable::run)
                        .run(bars, RECIPE, ROLLING, TrainingMonitor.none()))
                .isEqualTo(alone);
        assertThat(Concurrently.map(3, refuses, unit -> unit)).containsExactly(0, 1, 2);
    }

    /** Folds hold every thread of the pool, the caller's included: nothing inside a fold may wait for one more. */
    @Test
    @Timeout(60)
    void endsOnAPoolWithoutASpareThread() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            WalkForwardResult result =
                    pool.submit(() -> run(bars, ROLLING, pool)).get();
            assertThat(result).isEqualTo(run(bars, ROLLING, Runnable::run));
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void tellsHowManyFoldsAreDone() {
        List<String> told = new ArrayList<>();
        new WalkForwardStudy(PLAN, plugins(model), Runnable::run)
                .run(bars, RECIPE, ROLLING, (done, total) -> told.add(done + "/" + total));

        assertThat(told).containsExactly("1/3", "2/3", "3/3");
    }

    @Test
    void stopsWhenToldTo() {
        TrainingMonitor stop = new TrainingMonitor() {
            @Override
            public void progress(int done, int total) {}

            @Override
            public boolean cancelled() {
                return true;
            }
        };
        WalkForwardStudy study = new WalkForwardStudy(PLAN, plugins(model), Runnable::run);

        assertThatThrownBy(() -> study.run(bars, RECIPE, ROLLING, stop))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("cancelled");
        assertThat(model.shown).isEmpty();
    }

    @Test
    void aFoldThatFailsFailsTheStudy() {
        SignOfReturn fragile = new SignOfReturn(1_100);
        WalkForwardStudy study = new WalkForwardStudy(PLAN, plugins(fragile), Runnable::run);

        assertThatThrownBy(() -> study.run(bars, RECIPE, ANCHORED, TrainingMonitor.none()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("fails on");
    }

    @Test
    void refusesAHistoryThatHasNoWindow() {
        assertThatThrownBy(() -> run(bars.slice(0, 1_900), ROLLING, Runnable::run))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("too few for one window");
        assertThatThrownBy(() -> run(bars.slice(0, 0), ROLLING, Runnable::run)).isInstanceOf(DataException.class);
    }

    /** Worked by hand: 1,003 rows, half of them and what does not divide first, then an embargo of 3 and 4 windows of 124. */
    @Test
    void aWalkOverAHistoryEndsWithIt() {
        WalkForward walk = WalkForward.over(Window.ANCHORED, 1_003, 4, 0.5, 3);

        assertThat(walk).isEqualTo(WalkForward.anchored(504, 124, 3));
        List<Split> splits = walk.split(LabelSpans.of(IntStream.range(0, 1_003).toArray()));
        assertThat(splits).hasSize(4);
        assertThat(splits.get(3).test()[123]).isEqualTo(1_002);
        assertThatThrownBy(() -> WalkForward.over(Window.ROLLING, 10, 9, 0.5, 0))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> WalkForward.over(Window.ROLLING, 100, 0, 0.5, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
