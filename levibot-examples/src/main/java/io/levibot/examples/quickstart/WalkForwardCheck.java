package io.levibot.examples.quickstart;

import io.levibot.api.DataException;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.research.ResearchPlan;
import io.levibot.engine.research.WalkForward;
import io.levibot.engine.research.WalkForwardResult;
import io.levibot.engine.research.WalkForwardStudy;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * What a walk over the history says about the procedure, or why it could not be walked. It decides nothing: the gates judge the
 * bundle alone.
 *
 * @param result what was found; null if the walk was not possible
 * @param problem why it was not; empty if it was
 */
public record WalkForwardCheck(@Nullable WalkForwardResult result, String problem) {
    /** Windows that the second part of the history is cut into. */
    public static final int WINDOWS = 5;

    /** Share of the history before the first window. */
    public static final double HISTORY_SHARE = 0.5;

    /** Walks the whole history, the test block included: every fold is tested only on bars after those it was made from. */
    static WalkForwardCheck of(
            BarSeries bars,
            FeatureRecipe recipe,
            ResearchPlan plan,
            Plugins plugins,
            Executor executor,
            TrainingMonitor monitor) {
        int rows = Math.max(0, bars.size() - recipe.lookbackBars());
        try {
            WalkForward walk = WalkForward.over(
                    WalkForward.Window.ROLLING,
                    rows,
                    WINDOWS,
                    HISTORY_SHARE,
                    plan.blocks().embargoRows());
            return new WalkForwardCheck(
                    new WalkForwardStudy(plan, plugins, executor).run(bars, recipe, walk, monitor), "");
        } catch (DataException | TrainingException e) {
            return new WalkForwardCheck(null, String.valueOf(e.getMessage()));
        }
    }
}
