package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.DecisionSource;
import io.levibot.api.FeatureFrame;
import io.levibot.api.Prediction;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.api.spi.Predictor;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.feature.CrossFeatures;
import io.levibot.engine.feature.ExternalValue;
import io.levibot.engine.feature.FeaturePipeline;
import io.levibot.engine.feature.PipelineState;
import io.levibot.engine.registry.ServingModel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model at work on one symbol: features, score, probability. Used by one thread at a time.
 *
 * <p>A scorer whose model hangs is thrown away whole, its thread with it: the lane makes a new one, warmed with the bars that it
 * remembers, and neither waits for the other.
 */
final class LaneScorer {
    private static final String NOT_FINITE = "score is not finite";

    private final Symbol symbol;
    private final EngineConfig config;
    private final Script script;
    private final @Nullable ServingModel model;
    private final @Nullable FeaturePipeline pipeline;
    private @Nullable FallbackScorer fallback;
    private final Explainer explainer;
    private final Assessment assessment = new Assessment();
    private List<Bar> toWarm = List.of();
    private List<ExternalValue> toOffer = List.of();

    private final CrossFeatures.Seen seen = new CrossFeatures.Seen();
    private volatile long busySinceMillis = Lane.IDLE;

    LaneScorer(
            Symbol symbol,
            EngineConfig config,
            Script script,
            @Nullable ServingModel model,
            @Nullable FallbackScorer fallback) {
        this.symbol = symbol;
        this.config = config;
        this.script = script;
        this.model = model;
        this.fallback = fallback;
        this.explainer = new Explainer(config.topContributions());
        this.pipeline = model == null ? null : model.featureSet().newPipeline(symbol, model.lookback());
    }

    /** Whether a thread is in here. Written by that thread last, so who sees false sees all that it did. */
    boolean busy() {
        return busySinceMillis != Lane.IDLE;
    }

    /** Since when a thread is in here, in epoch milliseconds of the engine's clock, or {@link Lane#IDLE}. */
    long busySinceMillis() {
        return busySinceMillis;
    }

    void enter(Instant now) {
        busySinceMillis = now.toEpochMilli();
    }

    void leave() {
        busySinceMillis = Lane.IDLE;
    }

    @Nullable
    ServingModel model() {
        return model;
    }

    @Nullable
    FallbackScorer fallback() {
        return fallback;
    }

    /** Goes on with the fallback of the scorer before. */
    void adopt(@Nullable FallbackScorer scorer) {
        fallback = scorer;
    }

    Assessment assessment() {
        return assessment;
    }

    /** Takes bars of the past, then values from outside that are in force from the next bar on. */
    void warm(List<Bar> bars, List<ExternalValue> values) {
        FeaturePipeline features = pipeline;
        if (features == null) {
            return;
        }
        for (int i = 0; i < bars.size(); i++) {
            features.update(bars.get(i));
        }
        for (int i = 0; i < values.size(); i++) {
            if (takes(values.get(i))) {
                features.offer(values.get(i));
            }
        }
    }

    /** Has {@link #warm} done by whoever scores next, away from the thread that drives the bars. */
    void warmLater(List<Bar> bars, List<ExternalValue> values) {
        toWarm = bars;
        toOffer = values;
    }

    boolean isToWarm() {
        return !toWarm.isEmpty() || !toOffer.isEmpty();
    }

    /** Bars that the features depend on. */
    int lookbackBars() {
        int bars = pipeline == null ? 0 : pipeline.lookbackBars();
        return fallback == null ? bars : Math.max(bars, fallback.lookbackBars());
    }

    @Nullable
    PipelineState capture() {
        return pipeline == null ? null : pipeline.capture();
    }

    @Nullable
    PipelineState captureFallback() {
        return fallback == null ? null : fallback.capture();
    }

    /** Goes on where another scorer stood after these bars; without its state, as if it had just been installed. */
    void restore(List<Bar> bars, @Nullable PipelineState model, @Nullable PipelineState other) {
        warm(bars, List.of());
        if (pipeline != null && model != null) {
            pipeline.restore(model);
        }
        if (fallback != null && other != null) {
            fallback.restore(bars, other);
        }
    }

    private boolean takes(ExternalValue value) {
        return pipeline != null
                && pipeline.schema().features().stream()
                        .anyMatch(spec -> spec.name().equals(value.feature()));
    }

    /**
     * Gives the features a value from outside.
     *
     * @throws IllegalArgumentException if the model has no such external column
     */
    void offer(ExternalValue value) {
        if (pipeline != null) {
            pipeline.offer(value);
        }
    }

    /** Gives the features what other symbols' newest bars say. */
    void offerFrom(CrossFeatures cross) {
        if (pipeline != null) {
            cross.offerTo(pipeline, seen);
        }
    }

    /** Takes the next accepted bar to what the model says of it. */
    Assessment assess(Bar bar, Instant now) {
        if (!toWarm.isEmpty() || !toOffer.isEmpty()) {
            warm(toWarm, toOffer);
            if (fallback != null) {
                toWarm.forEach(fallback::update);
            }
            warmLater(List.of(), List.of());
        }
        FeatureFrame frame = pipeline == null ? null : pipeline.update(bar);
        if (fallback != null) {
            fallback.update(bar);
        }
        boolean stale = Duration.between(bar.closeTime(), now).compareTo(config.maxStaleness()) > 0;
        if (stale) {
            assessment.abstain(Reason.STALE_FEATURE.with("bar closed " + bar.closeTime()));
        } else if (frame != null && model != null) {
            scoreWith(model, frame, bar, now);
        } else {
            assessment.abstain(Reason.MODEL_MISSING);
        }
        if (assessment.source() == DecisionSource.NONE && !stale && fallback != null) {
            fallback.score(assessment, bar);
        }
        return assessment;
    }

    /**
     * Scores the newest row once, away from the bars, so that a bundle that fails on the very data in hand is found out before
     * it serves. Does nothing while the features warm up.
     *
     * @throws RuntimeException what the predictor or calibrator threw
     */
    void rehearse() {
        FeaturePipeline features = pipeline;
        ServingModel current = model;
        if (features == null
                || current == null
                || !features.warmedUp()
                || features.firstMissing() >= 0
                || features.frame().rows() < current.lookback()) {
            return;
        }
        double raw = current.predictor().score(features.frame());
        double p = Double.isFinite(raw) ? current.calibrator().calibrate(raw) : Double.NaN;
        if (!(p >= 0.0 && p <= 1.0)) {
            throw new IllegalStateException("its answer to the newest row of " + symbol + " is no probability");
        }
    }

    private void scoreWith(ServingModel current, FeatureFrame frame, Bar bar, Instant now) {
        FeaturePipeline features = pipeline;
        if (features == null || !features.warmedUp() || frame.rows() < current.lookback()) {
            assessment.abstain(Reason.WARMING_UP);
            return;
        }
        Reason missing = missingFeature(features, now);
        if (missing != null) {
            assessment.abstain(missing);
            return;
        }
        double raw = rawScore(current.predictor(), frame, bar);
        if (Double.isFinite(raw)) {
            calibrate(current, raw, bar);
        }
        if (assessment.source() == DecisionSource.MODEL && config.topContributions() > 0) {
            explain(current.predictor(), frame, bar);
        }
    }

    /** A score that cannot be explained is still a score. */
    private void explain(Predictor predictor, FeatureFrame frame, Bar bar) {
        try {
            assessment.explained(explainer.explain(predictor, frame));
        } catch (Throwable e) {
            assessment.found(new EngineEvent.PluginFailed(bar.closeTime(), "predictor", symbol, Failures.contain(e)));
        }
    }

    private static @Nullable Reason missingFeature(FeaturePipeline features, Instant now) {
        int missing = features.firstMissing();
        if (missing >= 0) {
            Reason why = features.isStale(missing, now) ? Reason.STALE_FEATURE : Reason.MISSING_FEATURE;
            return why.with(features.schema().features().get(missing).name());
        }
        int stale = features.firstStale(now);
        return stale < 0
                ? null
                : Reason.STALE_FEATURE.with(
                        features.schema().features().get(stale).name());
    }

    private double rawScore(Predictor predictor, FeatureFrame frame, Bar bar) {
        double raw;
        try {
            failAsRecorded("predictor");
            raw = predictor.score(frame);
        } catch (Throwable e) {
            failed("predictor", Reason.PREDICTOR_FAILED, e, bar);
            return Double.NaN;
        }
        if (!Double.isFinite(raw)) {
            assessment.abstain(Reason.SCORE_INVALID);
            assessment.found(new EngineEvent.PluginFailed(bar.closeTime(), "predictor", symbol, NOT_FINITE));
        }
        return raw;
    }

    private void calibrate(ServingModel current, double raw, Bar bar) {
        try {
            failAsRecorded("calibrator");
            double p = current.calibrator().calibrate(raw);
            double lower = current.calibrator().lower(raw);
            double upper = current.calibrator().upper(raw);
            assessment.scored(new Prediction(raw, p, lower, upper), DecisionSource.MODEL);
            if (Double.isNaN(p)) {
                throw new IllegalStateException("probability of a finite score is NaN");
            }
        } catch (Throwable e) {
            assessment.scored(Prediction.none(), DecisionSource.NONE);
            failed("calibrator", Reason.CALIBRATOR_FAILED, e, bar);
        }
    }

    /** Fails as the component did in the journal that is repeated, if one is. */
    private void failAsRecorded(String component) {
        EngineEvent.PluginFailed recorded = script.finding(component, symbol);
        if (recorded != null && !recorded.message().equals(NOT_FINITE)) {
            throw new RecordedFailure(recorded.message());
        }
    }

    private void failed(String component, Reason reason, Throwable cause, Bar bar) {
        assessment.abstain(reason);
        assessment.found(new EngineEvent.PluginFailed(bar.closeTime(), component, symbol, Failures.contain(cause)));
    }
}
