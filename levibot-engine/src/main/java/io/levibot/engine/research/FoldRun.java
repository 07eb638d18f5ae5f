package io.levibot.engine.research;

import io.levibot.api.Thresholds;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What one fold's candidate did in its window; keeps no more of the fold than its figures need. */
final class FoldRun {
    /** Detail under which a calibrator that chose among methods names its choice. */
    private static final String SELECTED = "selected";

    private final int number;
    private final Blocks blocks;
    private final String method;
    private final @Nullable Thresholds thresholds;
    private final int trials;
    private final double[] raw;
    private final double[] served;
    private final int[] outcomes;
    private final double[] returns;
    private final double[] held;
    private final int trades;
    private final double turnover;

    FoldRun(int number, Tuned tuned, Workflow.TestRun test) {
        Trained trained = tuned.calibrated().trained();
        var map = tuned.calibrated().calibrator().info();
        this.number = number;
        this.blocks = trained.blocks();
        this.method = map.details().getOrDefault(SELECTED, map.method());
        this.thresholds = tuned.tuning().chosen();
        this.trials = tuned.tuning().trials().size();
        this.raw = test.raw();
        this.served = test.served();
        this.outcomes = test.block().outcomes();
        this.returns = Returns.of(test.run());
        this.held = Returns.holding(
                trained.dataset().bars(), trained.blocks().test().rows());
        this.trades = test.run().trades();
        this.turnover = test.run().turnover();
    }

    WalkForwardFold judged(double perYear, long seed, Executor executor) {
        return new WalkForwardFold(
                number,
                blocks.train().from(),
                blocks.train().rows().size(),
                blocks.test().from(),
                blocks.test().until(),
                method,
                thresholds,
                trials,
                WalkForwardProbabilities.of(raw, served, outcomes, seed, executor),
                WalkForwardTrading.of(returns, held, trades, turnover, perYear, seed, executor));
    }

    static WalkForwardProbabilities pooledProbabilities(List<FoldRun> runs, long seed, Executor executor) {
        double[] raw =
                runs.stream().flatMapToDouble(run -> Arrays.stream(run.raw)).toArray();
        double[] served =
                runs.stream().flatMapToDouble(run -> Arrays.stream(run.served)).toArray();
        int[] outcomes =
                runs.stream().flatMapToInt(run -> Arrays.stream(run.outcomes)).toArray();
        return WalkForwardProbabilities.of(raw, served, outcomes, seed, executor);
    }

    static WalkForwardTrading pooledTrading(List<FoldRun> runs, double perYear, long seed, Executor executor) {
        double[] returns =
                runs.stream().flatMapToDouble(run -> Arrays.stream(run.returns)).toArray();
        double[] held =
                runs.stream().flatMapToDouble(run -> Arrays.stream(run.held)).toArray();
        int trades = runs.stream().mapToInt(run -> run.trades).sum();
        double turnover = runs.stream().mapToDouble(run -> run.turnover).sum();
        return WalkForwardTrading.of(returns, held, trades, turnover, perYear, seed, executor);
    }
}
