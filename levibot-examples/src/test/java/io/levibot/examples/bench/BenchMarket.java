package io.levibot.examples.bench;

import io.levibot.api.Artifact;
import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.FeatureFrame;
import io.levibot.api.PositionSide;
import io.levibot.api.Prediction;
import io.levibot.api.Signal;
import io.levibot.api.Symbol;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorInfo;
import io.levibot.api.spi.PositionView;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.ScoreScale;
import io.levibot.api.spi.ThresholdPolicy;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.api.spi.Verdict;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModel.ServingFigures;
import io.levibot.engine.research.ResearchPlan;
import io.levibot.engine.research.ResearchPlan.PluginChoice;
import io.levibot.engine.research.Workflow;
import io.levibot.examples.market.PlantedEdge;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the engine's benchmarks run on: generated bars, and models of the sizes that the targets name. */
final class BenchMarket {
    static final Symbol BTC = Symbol.of("BTCUSDT");
    static final BarInterval FIFTEEN_MINUTES = BarInterval.parse("15m");
    /** Move of a close against the one before, as a fraction. */
    static final double STEP = 0.002;

    private static final double CONSTANT = 0.55;
    private static final int TRAINING_BARS = 12_000;

    private BenchMarket() {}

    static BarSeries bars(int count) {
        return PlantedEdge.generate(BTC, FIFTEEN_MINUTES, count, 7).bars();
    }

    /** A trained model of 100 trees with 31 leaves on the standard features, isotonic calibration and swept thresholds. */
    static ServingModel lightGbm() {
        ResearchPlan plan = ResearchPlan.builder()
                .stoppingShare(0.0)
                .predictor(PluginChoice.of("lightgbm", Map.of("rounds", "100", "num_leaves", "31")))
                .calibrator(PluginChoice.of("isotonic"))
                .build();
        Workflow workflow = new Workflow(plan, Plugins.load(BenchMarket.class.getClassLoader()), Runnable::run);
        return Workflow.servingModel(workflow.tune(workflow.calibrate(
                workflow.train(bars(TRAINING_BARS), FeatureSet.standard(FIFTEEN_MINUTES), TrainingMonitor.none()))));
    }

    /** A constant score without features; the policy goes in and out every few bars, so that orders and fills are part of it. */
    static ServingModel constant() {
        return model(List.of(), frame -> CONSTANT, new InAndOut());
    }

    /** In after a bar that rose by more than {@link #STEP}, out after one that fell by more: a rule that any backtest has. */
    static ServingModel threshold() {
        return model(List.of("ret_1"), frame -> 0.5 + Math.expm1(frame.value(0, 0)), new Band());
    }

    private static ServingModel model(
            List<String> features, ToDoubleFunction<FeatureFrame> probability, ThresholdPolicy policy) {
        return new ServingModel(
                "BTCUSDT-15m-00000000000000cc",
                List.of(BTC),
                FeatureRecipe.of(FIFTEEN_MINUTES, features).unfitted(),
                new Scored(probability),
                new Same(),
                policy,
                ServingFigures.notEvaluated(bars(1).closeTime(0)));
    }

    /** Bars without end, each later than the one before, of a market that was made beforehand. */
    static final class Tape {
        private final BarSeries market;
        private long made;

        Tape(BarSeries market) {
            this.market = market;
        }

        Bar next() {
            int at = (int) (made % market.size());
            long open = market.openTime(0).toEpochMilli() + made * FIFTEEN_MINUTES.millis();
            made++;
            Instant openTime = Instant.ofEpochMilli(open);
            return new Bar(
                    BTC,
                    openTime,
                    FIFTEEN_MINUTES.closeOf(openTime),
                    market.open(at),
                    market.high(at),
                    market.low(at),
                    market.close(at),
                    market.volume(at));
        }
    }

    private record Scored(ToDoubleFunction<FeatureFrame> probability) implements Predictor {
        @Override
        public double score(FeatureFrame frame) {
            return probability.applyAsDouble(frame);
        }

        @Override
        public ScoreScale scale() {
            return ScoreScale.PROBABILITY;
        }
    }

    private static final class Same implements Calibrator {
        @Override
        public double calibrate(double rawScore) {
            return rawScore;
        }

        @Override
        public CalibratorInfo info() {
            return CalibratorInfo.unfitted("same", ScoreScale.PROBABILITY, Map.of());
        }

        @Override
        public Artifact state() {
            return Artifact.ofText("same.txt", "same");
        }
    }

    /** Enters when flat and leaves after eight bars. */
    private static final class InAndOut implements ThresholdPolicy {
        private static final int HOLD_BARS = 8;

        @Override
        public Verdict decide(Prediction prediction, PositionView position) {
            if (position.side() == PositionSide.FLAT) {
                return Verdict.of(Signal.ENTRY);
            }
            return Verdict.of(position.barsHeld() >= HOLD_BARS ? Signal.EXIT : Signal.HOLD);
        }

        @Override
        public Thresholds thresholds() {
            return new Thresholds(0.5, 0.5);
        }

        @Override
        public Artifact state() {
            return Artifact.ofText("in-and-out.txt", "in and out");
        }
    }

    private static final class Band implements ThresholdPolicy {
        private static final Thresholds THRESHOLDS = new Thresholds(0.5 + STEP, 0.5 - STEP);

        @Override
        public Verdict decide(Prediction prediction, PositionView position) {
            if (position.side() == PositionSide.FLAT) {
                return Verdict.of(prediction.probability() > THRESHOLDS.entry() ? Signal.ENTRY : Signal.HOLD);
            }
            return Verdict.of(prediction.probability() < THRESHOLDS.exit() ? Signal.EXIT : Signal.HOLD);
        }

        @Override
        public Thresholds thresholds() {
            return THRESHOLDS;
        }

        @Override
        public Artifact state() {
            return Artifact.ofText("band.txt", "band");
        }
    }
}
