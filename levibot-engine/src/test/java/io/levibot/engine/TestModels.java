package io.levibot.engine;

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
import io.levibot.api.spi.Verdict;
import io.levibot.engine.bar.BarSource;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModel.ServingFigures;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Small real models for tests: one feature (ret_1), a function of it, a fixed policy. */
final class TestModels {
    static final Symbol BTC = Symbol.of("BTCUSDT");
    static final BarInterval MINUTE = BarInterval.parse("1m");
    static final Instant START = Instant.parse("2024-03-01T00:00:00Z");
    static final Thresholds THRESHOLDS = new Thresholds(0.6, 0.4);

    private TestModels() {}

    /** A model whose probability is a function of the newest one-bar log return. */
    static ServingModel ofReturn(String id, ToDoubleFunction<FeatureFrame> probability) {
        return of(id, List.of(BTC, Symbol.of("ETHUSDT")), probability);
    }

    /** The same for any symbols. */
    static ServingModel of(String id, List<Symbol> symbols, ToDoubleFunction<FeatureFrame> probability) {
        return of(id, MINUTE, symbols, probability);
    }

    /** The same for bars of any length. */
    static ServingModel of(
            String id, BarInterval interval, List<Symbol> symbols, ToDoubleFunction<FeatureFrame> probability) {
        return new ServingModel(
                id,
                symbols,
                FeatureRecipe.of(interval, List.of("ret_1")).unfitted(),
                predictor(probability),
                new Same(),
                new Fixed(),
                ServingFigures.notEvaluated(START));
    }

    /** Up moves say 0.9, down moves 0.1, no move 0.5. */
    static ServingModel momentum() {
        return ofReturn("BTCUSDT-1m-00000000000000aa", frame -> {
            double move = frame.value(0);
            if (move == 0.0) {
                return 0.5;
            }
            return move > 0.0 ? 0.9 : 0.1;
        });
    }

    static Predictor predictor(ToDoubleFunction<FeatureFrame> score) {
        return new Predictor() {
            @Override
            public double score(FeatureFrame frame) {
                return score.applyAsDouble(frame);
            }

            @Override
            public ScoreScale scale() {
                return ScoreScale.PROBABILITY;
            }
        };
    }

    /** Gives the bars and ends. */
    static BarSource source(List<Bar> bars) {
        Iterator<Bar> left = List.copyOf(bars).iterator();
        return new BarSource() {
            @Override
            public @Nullable Bar next() {
                return left.hasNext() ? left.next() : null;
            }

            @Override
            public void close() {}
        };
    }

    /** The bar with that number whose open is the close before. */
    static Bar bar(Symbol symbol, int number, double open, double close) {
        Instant openTime = START.plusSeconds(60L * number);
        return new Bar(
                symbol,
                openTime,
                MINUTE.closeOf(openTime),
                open,
                Math.max(open, close),
                Math.min(open, close),
                close,
                1.0);
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

    private static final class Fixed implements ThresholdPolicy {
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
            return Artifact.ofText("fixed.txt", "fixed");
        }
    }
}
