package io.levibot.examples.host;

import io.levibot.api.Artifact;
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
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModel.ServingFigures;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The smallest model that decides: its score is the last return, its probability a constant. */
final class TinyModel implements Predictor {
    static final BarInterval M15 = BarInterval.parse("15m");
    static final double ENTRY = 0.56;
    static final double EXIT = 0.46;

    private boolean closed;

    private TinyModel() {}

    /** A bundle that always answers the same probability. */
    static HostedModel answering(double probability, String id, Collection<Symbol> symbols) {
        return new HostedModel(
                new ServingModel(
                        id,
                        symbols,
                        FeatureRecipe.of(M15, List.of("ret_1")).unfitted(),
                        new TinyModel(),
                        new Constant(probability),
                        new Policy(),
                        new ServingFigures(0.031, 0.57, 1.4, 0.08, Instant.parse("2023-12-01T00:00:00Z"))),
                HostedModel.LabelKind.TWO_WAY,
                Instant.parse("2023-12-02T00:00:00Z"),
                Instant.parse("2023-12-03T00:00:00Z"));
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public double score(FeatureFrame frame) {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        return frame.value(0, 0);
    }

    @Override
    public ScoreScale scale() {
        return ScoreScale.LOG_ODDS;
    }

    @Override
    public void close() {
        closed = true;
    }

    private record Constant(double probability) implements Calibrator {
        @Override
        public double calibrate(double rawScore) {
            return Double.isNaN(rawScore) ? Double.NaN : probability;
        }

        @Override
        public CalibratorInfo info() {
            return CalibratorInfo.unfitted("constant", ScoreScale.LOG_ODDS, Map.of());
        }

        @Override
        public Artifact state() {
            return Artifact.ofText("constant", Double.toString(probability));
        }
    }

    private record Policy() implements ThresholdPolicy {
        @Override
        public Verdict decide(Prediction prediction, PositionView position) {
            boolean flat = position.side() == PositionSide.FLAT;
            if (flat && prediction.probability() > ENTRY) {
                return Verdict.of(Signal.ENTRY);
            }
            return Verdict.of(!flat && prediction.probability() < EXIT ? Signal.EXIT : Signal.HOLD);
        }

        @Override
        public Thresholds thresholds() {
            return new Thresholds(ENTRY, EXIT);
        }

        @Override
        public Artifact state() {
            return Artifact.ofText("policy", "tiny");
        }
    }
}
