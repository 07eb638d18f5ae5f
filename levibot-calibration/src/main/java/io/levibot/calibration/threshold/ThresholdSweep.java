package io.levibot.calibration.threshold;

import io.levibot.api.Thresholds;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.ThresholdTuner;
import io.levibot.api.spi.TuningResult;
import io.levibot.api.spi.TuningResult.Trial;
import io.levibot.api.spi.TuningSet;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Trades every point of a grid over the tuning bars and chooses one from a plateau, see {@link Plateau}. No point that is worth
 * trading is an answer too: the policy then never enters.
 *
 * <p>Every point is a trial, also those that never traded. How many independent ones they amount to comes from the mean
 * correlation of their returns, and the probability of backtest overfitting from cross-validating the choice of the highest
 * Sharpe ratio among them over {@value SweptGrid#BLOCKS} blocks of bars.
 *
 * <p>Results do not depend on the executor.
 */
final class ThresholdSweep implements ThresholdTuner {
    /** Bars below which a Sharpe ratio says nothing at all. */
    static final int MIN_BARS = 100;

    private final SweepOptions options;
    private final double maxWidth;
    private final Executor executor;

    ThresholdSweep(SweepOptions options, double maxWidth, Executor executor) {
        this.options = options;
        this.maxWidth = maxWidth;
        this.executor = executor;
    }

    @Override
    public TuningResult tune(TuningSet set) {
        requireEnough(set);
        ThresholdGrid grid = ThresholdGrid.of(set, options.grid());
        SweptGrid swept = SweptGrid.of(grid, SweepBars.of(set, maxWidth), executor);
        Plateau plateau = new Plateau(grid, swept.trials(), options);
        List<Trial> trials = plateau.scoredTrials();
        int best = plateau.best();
        Thresholds chosen = best < 0 ? null : grid.thresholds(best);
        PolicyState policy =
                chosen == null ? PolicyState.noneViable(maxWidth) : new PolicyState(chosen, maxWidth, true);
        return new TuningResult(
                policy.artifact(),
                chosen,
                chosen == null ? plateau.whyNone() : plateau.whyBest(best),
                CostImplied.thresholds(set),
                trials,
                swept.effectiveTrials(),
                swept.overfitting(executor));
    }

    private static void requireEnough(TuningSet set) {
        long decidable =
                Arrays.stream(set.probability()).filter(p -> !Double.isNaN(p)).count();
        if (decidable < MIN_BARS) {
            throw new TrainingException(
                    HysteresisPolicyProvider.NAME,
                    "the sweep was given " + set.size() + " bars, " + decidable
                            + " of them with a probability; at least " + MIN_BARS + " are needed");
        }
    }
}
