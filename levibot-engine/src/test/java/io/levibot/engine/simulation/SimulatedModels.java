package io.levibot.engine.simulation;

import io.levibot.api.Artifact;
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
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModel.ServingFigures;
import io.levibot.engine.simulation.Step.Point;
import java.util.List;
import java.util.Map;

/** Models that trade often, each in its way, and fail now and then. What they say follows from the newest return alone. */
final class SimulatedModels {
    private static final Thresholds THRESHOLDS = new Thresholds(0.6, 0.4);

    private final List<Symbol> symbols;
    private final Trap trap;

    SimulatedModels(List<Symbol> symbols, Trap trap) {
        this.symbols = symbols;
        this.trap = trap;
    }

    ServingModel model(int number) {
        return new ServingModel(
                "SIM-1m-000000000000000" + number,
                symbols,
                FeatureRecipe.of(Scenario.MINUTE, List.of("ret_1")).unfitted(),
                predictor(number),
                new Same(),
                new Fixed(),
                ServingFigures.notEvaluated(Scenario.START));
    }

    /** The model of that bundle id. */
    ServingModel named(String id) {
        return model(Integer.parseInt(id.substring(id.length() - 1)));
    }

    private Predictor predictor(int number) {
        return new Predictor() {
            @Override
            public double score(FeatureFrame frame) {
                trap.passing(Point.SCORE);
                return probability(number, frame.value(0));
            }

            @Override
            public ScoreScale scale() {
                return ScoreScale.PROBABILITY;
            }
        };
    }

    private static double probability(int number, double move) {
        if (Math.abs(move) > 0.0095) {
            throw new IllegalStateException("this move is too much for me (injected)");
        }
        return switch (number) {
            case 0 -> move > 0.0 ? 0.9 : 0.1;
            case 1 -> move > 0.0 ? 0.2 : 0.8;
            default -> Math.abs(move) < 0.001 ? Double.NaN : 0.5 + move * 30.0;
        };
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
            double p = prediction.probability();
            if (p > 0.78 && p < 0.785) {
                throw new IllegalStateException("I cannot decide (injected)");
            }
            if (position.side() == PositionSide.FLAT) {
                return Verdict.of(p > THRESHOLDS.entry() ? Signal.ENTRY : Signal.HOLD);
            }
            return Verdict.of(p < THRESHOLDS.exit() ? Signal.EXIT : Signal.HOLD);
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
