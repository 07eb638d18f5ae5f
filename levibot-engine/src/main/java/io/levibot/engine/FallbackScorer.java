package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.DecisionSource;
import io.levibot.api.FeatureFrame;
import io.levibot.api.Prediction;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.api.spi.Predictor;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.feature.FeaturePipeline;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.feature.PipelineState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Scores a bar with the fallback predictor that the host switched on. Its score never passes the bundle's calibrator: the
 * prediction has no probability.
 */
final class FallbackScorer {
    private static final List<String> FEATURES = List.of(
            "ret_1", "ret_3", "ret_6", "ret_12", "rsi_14", "bb_pct", "bb_width", "realized_vol_20", "z_score_20");

    private final Symbol symbol;
    private final Predictor predictor;
    private final int lookback;
    private final FeatureSet features;
    private final FeaturePipeline pipeline;
    private final Script script;
    private @Nullable FeatureFrame frame;

    /** Makes the features of a fallback: those that need no training, since there may be no data to train on. */
    static FeatureSet features(BarInterval interval) {
        return FeatureRecipe.of(interval, FEATURES).unfitted();
    }

    FallbackScorer(Symbol symbol, Predictor predictor, FeatureSet features, Script script) {
        this(symbol, predictor, predictor.lookback(), features, script);
    }

    private FallbackScorer(Symbol symbol, Predictor predictor, int lookback, FeatureSet features, Script script) {
        this.symbol = symbol;
        this.lookback = lookback;
        this.predictor = predictor;
        this.features = features;
        this.script = script;
        this.pipeline = features.newPipeline(symbol, lookback);
    }

    /** Returns one that has seen no bar yet. */
    FallbackScorer anew() {
        return new FallbackScorer(symbol, predictor, lookback, features, script);
    }

    void update(Bar bar) {
        frame = pipeline.update(bar);
    }

    PipelineState capture() {
        return pipeline.capture();
    }

    /** Takes remembered bars and the state after them. */
    void restore(Iterable<Bar> history, PipelineState state) {
        history.forEach(this::update);
        pipeline.restore(state);
    }

    int lookbackBars() {
        return pipeline.lookbackBars();
    }

    void score(Assessment assessment, Bar bar) {
        FeatureFrame current = frame;
        if (current == null || !pipeline.warmedUp()) {
            return;
        }
        try {
            EngineEvent.PluginFailed recorded = script.finding("fallback", bar.symbol());
            if (recorded != null) {
                throw new RecordedFailure(recorded.message());
            }
            double raw = predictor.score(current);
            if (Double.isFinite(raw)) {
                assessment.scored(new Prediction(raw, Double.NaN, Double.NaN, Double.NaN), DecisionSource.FALLBACK);
                assessment.abstain(Reason.FALLBACK);
            }
        } catch (Throwable e) {
            assessment.found(
                    new EngineEvent.PluginFailed(bar.closeTime(), "fallback", bar.symbol(), Failures.contain(e)));
        }
    }
}
