package io.levibot.engine.research;

import io.levibot.api.spi.TrainingMonitor;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.label.Labels;
import io.levibot.engine.plugin.Plugins;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * Judges a procedure by repeating it: for each window of a {@link WalkForward} a candidate is made from nothing but the rows
 * before it, by the same {@link Workflow} that makes the bundle to be served, with its own purged and embargoed blocks train,
 * calibrate and tune in the plan's proportions and its own threshold sweep, and is then let loose on the window. All windows
 * together are one long out-of-sample record.
 *
 * <p>The rows at a window's end whose labels are known only after it are traded, but their probabilities are not judged. Each
 * window begins without a position; one that is open at its end is marked at the last close.
 *
 * <p>Folds run on the executor and on the calling thread. Deterministic: the same bars, plan, walk and plugins give the same
 * result, whatever the executor. Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class WalkForwardStudy {
    private final ResearchPlan plan;
    private final Plugins plugins;
    private final Executor executor;

    /**
     * @param plan the procedure; of its block plan only the proportions of train, calibrate and tune and the smallest block count
     * @param plugins where the plan's plugins are found
     * @param executor runs part of the work; results do not depend on it
     */
    public WalkForwardStudy(ResearchPlan plan, Plugins plugins, Executor executor) {
        this.plan = Objects.requireNonNull(plan, "plan");
        this.plugins = Objects.requireNonNull(plugins, "plugins");
        this.executor = Objects.requireNonNull(executor, "executor");
    }

    /**
     * Does as {@link #run(History, FeatureRecipe, WalkForward, TrainingMonitor)} does, without values from outside.
     *
     * @param bars the bars as they came
     * @param recipe which features
     * @param walk windows
     * @param monitor told how many folds are done
     * @return what was found
     * @throws io.levibot.api.DataException if there are too few rows for a window, a fold's block is left with too few, or a
     *     fold's candidate is not what its steps make of their blocks when they are done again
     * @throws io.levibot.api.TrainingException if a fold's candidate cannot be made, or the study was cancelled
     */
    public WalkForwardResult run(BarSeries bars, FeatureRecipe recipe, WalkForward walk, TrainingMonitor monitor) {
        return run(History.of(bars), recipe, walk, monitor);
    }

    /**
     * Walks over the accepted bars.
     *
     * @param history bars, and values for the external columns of the recipe
     * @param recipe which features; its look-back comes off the beginning of the series, and rows are counted from there
     * @param walk windows; its training rows are what train, calibrate and tune share, and its embargo lies before each of them
     *     and before the window
     * @param monitor told how many folds are done, by one thread at a time; may cancel
     * @return what was found
     * @throws io.levibot.api.DataException if there are too few rows for a window, a fold's block is left with too few, or a
     *     fold's candidate is not what its steps make of their blocks when they are done again
     * @throws io.levibot.api.TrainingException if a fold's candidate cannot be made, or the study was cancelled
     */
    public WalkForwardResult run(History history, FeatureRecipe recipe, WalkForward walk, TrainingMonitor monitor) {
        Objects.requireNonNull(walk, "walk");
        BarSeries bars = history.accepted();
        int lookback = recipe.lookbackBars();
        LabelSpans spans =
                LabelSpans.of(Labels.of(bars.slice(Math.min(lookback, bars.size()), bars.size()), plan.label()));
        List<Window> windows = windows(walk, spans);
        FoldsDone done = new FoldsDone(windows.size(), monitor);
        List<FoldRun> runs = Concurrently.map(windows.size(), executor, number -> {
            Window window = windows.get(number);
            // Row r is bar r + lookback: the slice begins a look-back before the window's first row.
            BarSeries slice = bars.slice(window.firstRow(), window.testTo() + lookback);
            History seen = History.of(slice).with(history.values());
            FoldRun run = run(number + 1, seen, recipe, window.blocks(), done);
            done.oneMore();
            return run;
        });
        return pooled(walk, runs, bars.interval().barsPerYear());
    }

    /**
     * Rows of one fold.
     *
     * @param firstRow first row that it may learn from
     * @param testTo one past its last test row
     * @param blocks how these rows are cut
     */
    private record Window(int firstRow, int testTo, BlockPlan blocks) {}

    private List<Window> windows(WalkForward walk, LabelSpans spans) {
        BlockPlan proportions = plan.blocks().withEmbargoRows(walk.embargoRows());
        List<Window> windows = new ArrayList<>();
        for (Split split : walk.split(spans)) {
            int testFrom = split.test()[0];
            int historyTo = testFrom - walk.embargoRows();
            int from = walk.window() == WalkForward.Window.ANCHORED ? 0 : historyTo - walk.trainRows();
            BlockPlan blocks = proportions.ending(historyTo - from, walk.testRows());
            windows.add(new Window(from, testFrom + walk.testRows(), blocks));
        }
        return windows;
    }

    private FoldRun run(int number, History seen, FeatureRecipe recipe, BlockPlan blocks, FoldsDone done) {
        ResearchPlan foldPlan = plan.toBuilder().blocks(blocks).build();
        // Folds are the pieces that run side by side: what is inside one stays on its thread, and cannot wait for a
        // thread that
        // another fold holds.
        Workflow workflow = new Workflow(foldPlan, plugins, Runnable::run);
        Trained trained = workflow.train(seen, recipe, done);
        try {
            Tuned tuned = workflow.tune(workflow.calibrate(trained));
            return new FoldRun(number, tuned, workflow.test(tuned));
        } finally {
            trained.predictor().close();
        }
    }

    private WalkForwardResult pooled(WalkForward walk, List<FoldRun> runs, double perYear) {
        List<WalkForwardFold> folds = runs.stream()
                .map(run -> run.judged(perYear, plan.seed(), executor))
                .toList();
        return new WalkForwardResult(
                walk,
                folds,
                FoldRun.pooledProbabilities(runs, plan.seed(), executor),
                FoldRun.pooledTrading(runs, perYear, plan.seed(), executor));
    }

    /** Tells the host's monitor about folds, and the folds' trainers about its wish to stop. */
    private static final class FoldsDone implements TrainingMonitor {
        private final int folds;
        private final TrainingMonitor monitor;
        private int done;

        FoldsDone(int folds, TrainingMonitor monitor) {
            this.folds = folds;
            this.monitor = Objects.requireNonNull(monitor, "monitor");
        }

        synchronized void oneMore() {
            done++;
            monitor.progress(done, folds);
        }

        @Override
        public void progress(int round, int rounds) {
            // A fold's boosting rounds are not the study's steps.
        }

        @Override
        public synchronized boolean cancelled() {
            return monitor.cancelled();
        }
    }
}
