package io.levibot.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.BarInterval;
import io.levibot.api.CostModel;
import io.levibot.api.FeatureFrame;
import io.levibot.api.Symbol;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.ScoreScale;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.ThresholdPolicyProvider;
import io.levibot.api.spi.TuningResult;
import io.levibot.api.spi.TuningSet;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.SimulatedClock;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.execution.Rounding;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModel.ServingFigures;
import io.levibot.engine.research.Backtest;
import io.levibot.engine.research.BacktestResult;
import io.levibot.engine.risk.RiskLimits;
import io.levibot.examples.market.RandomWalk;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The vectorised sweep and the engine give the same entries and, with limits and rounding off, the same equity. */
final class SweepEqualsEngineTest {
    private static final Symbol BTC = Symbol.of("BTCUSDT");
    private static final BarInterval FIFTEEN = BarInterval.parse("15m");
    private static final int BARS = 1_500;
    private static final int FROM = 50;

    private final BarSeries bars = RandomWalk.generate(BTC, FIFTEEN, BARS, 3);
    private final Plugins plugins = Plugins.load(SweepEqualsEngineTest.class.getClassLoader());
    private final double[] probability = probabilities();

    /** Slowly wandering probabilities, so that every threshold trades. */
    private static double[] probabilities() {
        SplittableRandom random = new SplittableRandom(5);
        double[] p = new double[BARS];
        double level = 0.0;
        for (int i = 0; i < BARS; i++) {
            level = 0.9 * level + (random.nextDouble() - 0.5);
            p[i] = 0.5 + 0.3 * level / (1.0 + Math.abs(level));
        }
        return p;
    }

    private final class Recorded implements Predictor {
        @Override
        public double score(FeatureFrame frame) {
            return probability[bars.firstAtOrAfter(frame.asOf()) - 1];
        }

        @Override
        public ScoreScale scale() {
            return ScoreScale.PROBABILITY;
        }
    }

    @Test
    void entriesAndEquityAgree() {
        TuningSet set = TuningSet.builder(
                        Arrays.copyOfRange(probability, FROM, BARS),
                        Arrays.copyOfRange(bars.opens(), FROM, BARS),
                        Arrays.copyOfRange(bars.closes(), FROM, BARS))
                .costs(CostModel.DEFAULT)
                .exposure(0.8)
                .barsPerYear(FIFTEEN.barsPerYear())
                .build();
        ThresholdPolicyProvider provider = plugins.find(ThresholdPolicyProvider.class, "hysteresis");
        TuningResult swept = provider.tuner(PluginConfig.empty(provider), context())
                .orElseThrow()
                .tune(set);
        List<TuningResult.Trial> trials = swept.trials();
        for (int i = 0; i < trials.size(); i += 40) {
            TuningResult.Trial trial = trials.get(i);
            BacktestResult run = engine(provider, trial);
            // The last signal's order is filled by neither; a fill of the engine's is an entry of the sweep's.
            assertThat(run.trades()).as("%s", trial).isEqualTo(trial.trades());
            assertThat(run.equity().last() / run.startEquity() - 1.0).isCloseTo(trial.totalReturn(), within(1e-9));
        }
        assertThat(trials.stream().mapToInt(TuningResult.Trial::trades).max().orElse(0))
                .isGreaterThan(30);
    }

    private BacktestResult engine(ThresholdPolicyProvider provider, TuningResult.Trial trial) {
        ThresholdPolicy policy = provider.create(
                PluginConfig.of(
                        provider,
                        Map.of(
                                "entry", Double.toString(trial.thresholds().entry()),
                                "exit", Double.toString(trial.thresholds().exit()))),
                context());
        CalibratorProvider identity = plugins.find(CalibratorProvider.class, "identity");
        ServingModel model = new ServingModel(
                "BTCUSDT-15m-0000000000000000",
                List.of(BTC),
                FeatureRecipe.of(FIFTEEN, List.of("ret_1")).unfitted(),
                new Recorded(),
                identity.create(PluginConfig.of(identity, Map.of("scale", "probability")), context()),
                policy,
                ServingFigures.notEvaluated(bars.closeTime(0)));
        EngineConfig config = EngineConfig.builder(FIFTEEN, List.of(BTC))
                .costs(CostModel.DEFAULT)
                .exposure(0.8)
                .rounding(Rounding.NEGLIGIBLE)
                .limits(RiskLimits.unlimited())
                .build();
        return new Backtest(config).run(model, bars, FROM, BARS);
    }

    private PluginContext context() {
        return PluginContext.builder(new SimulatedClock(bars.closeTime(0))).build();
    }
}
