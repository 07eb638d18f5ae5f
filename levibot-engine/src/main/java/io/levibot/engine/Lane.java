package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.DecisionSource;
import io.levibot.api.FeatureFrame;
import io.levibot.api.Prediction;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.api.spi.Predictor;
import io.levibot.engine.bar.BarGuard;
import io.levibot.engine.bar.BarVerdict;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.feature.ExternalValue;
import io.levibot.engine.feature.FeaturePipeline;
import io.levibot.engine.registry.ServingModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The part of the decision path that belongs to one symbol: guard, features, model, calibrator. It shares nothing with other
 * lanes, so a slow model of one symbol holds up no other.
 *
 * <p>Everything but the volatile figures is guarded by {@link #lock}.
 */
final class Lane {
    static final long IDLE = Long.MIN_VALUE;

    final ReentrantLock lock = new ReentrantLock();
    final Symbol symbol;

    private final EngineConfig config;
    private final BarGuard guard;
    private final Explainer explainer;
    private final Assessment assessment = new Assessment();
    private final ArrayDeque<Bar> history = new ArrayDeque<>();
    private @Nullable ServingModel model;
    private @Nullable FeaturePipeline pipeline;
    private final @Nullable FallbackScorer fallback;
    private double previousClose = Double.NaN;
    private double lastClose = Double.NaN;

    private volatile @Nullable Instant newestClose;
    private volatile long busySinceMillis = IDLE;

    Lane(Symbol symbol, EngineConfig config, BarGuard guard, @Nullable FallbackScorer fallback) {
        this.symbol = symbol;
        this.config = config;
        this.guard = guard;
        this.fallback = fallback;
        this.explainer = new Explainer(config.topContributions());
    }

    /** Close time of the newest accepted bar; read by health and gauges from any thread. */
    @Nullable
    Instant newestClose() {
        return newestClose;
    }

    /** When the decision in progress began, in epoch milliseconds of the engine's clock, or {@link #IDLE}. */
    long busySinceMillis() {
        return busySinceMillis;
    }

    void begin(Instant now) {
        busySinceMillis = now.toEpochMilli();
    }

    void end() {
        busySinceMillis = IDLE;
    }

    /** Close of the bar before the newest one, NaN before the second. */
    double previousClose() {
        return previousClose;
    }

    /** Puts another model in place, its features warmed with the bars that this lane remembers. */
    void install(@Nullable ServingModel next) {
        model = next;
        pipeline = null;
        if (next != null) {
            FeaturePipeline fresh =
                    next.featureSet().newPipeline(symbol, next.predictor().lookback());
            history.forEach(fresh::update);
            pipeline = fresh;
        }
    }

    void offer(ExternalValue value) {
        if (pipeline != null) {
            pipeline.offer(value);
        }
    }

    Assessment assess(Bar bar, Instant now) {
        assessment.reset(model);
        if (!admit(bar)) {
            return assessment;
        }
        FeatureFrame frame = pipeline == null ? null : pipeline.update(bar);
        if (fallback != null) {
            fallback.update(bar);
        }
        boolean stale = Duration.between(bar.closeTime(), now).compareTo(config.maxStaleness()) > 0;
        if (stale) {
            assessment.abstain(Reason.STALE_FEATURE.with("bar closed " + bar.closeTime()));
        } else if (frame != null && model != null) {
            scoreWith(model, frame, bar);
        } else {
            assessment.abstain(Reason.MODEL_MISSING);
        }
        if (assessment.source() == DecisionSource.NONE && !stale && fallback != null) {
            fallback.score(assessment, bar);
        }
        return assessment;
    }

    private boolean admit(Bar bar) {
        BarVerdict verdict = guard.check(bar);
        if (verdict.missingBars() > 0) {
            assessment.found(new EngineEvent.GapFound(bar.closeTime(), symbol, verdict.missingBars()));
        }
        Reason refusal = verdict.reason();
        if (refusal != null) {
            assessment.refuse(refusal);
            return false;
        }
        previousClose = lastClose;
        lastClose = bar.close();
        newestClose = bar.closeTime();
        remember(bar);
        return true;
    }

    private void remember(Bar bar) {
        history.addLast(bar);
        if (history.size() > config.historyBars()) {
            history.removeFirst();
        }
    }

    private void scoreWith(ServingModel current, FeatureFrame frame, Bar bar) {
        FeaturePipeline features = pipeline;
        if (features == null
                || !features.warmedUp()
                || frame.rows() < current.predictor().lookback()) {
            assessment.abstain(Reason.WARMING_UP);
            return;
        }
        Reason missing = missingFeature(features, bar.closeTime());
        if (missing != null) {
            assessment.abstain(missing);
            return;
        }
        double raw = rawScore(current.predictor(), frame, bar);
        if (Double.isFinite(raw)) {
            calibrate(current, raw, bar);
        }
        if (assessment.source() == DecisionSource.MODEL && config.topContributions() > 0) {
            assessment.explained(explainer.explain(current.predictor(), frame));
        }
    }

    private static @Nullable Reason missingFeature(FeaturePipeline features, Instant closeTime) {
        int missing = features.firstMissing();
        if (missing >= 0) {
            return Reason.MISSING_FEATURE.with(
                    features.schema().features().get(missing).name());
        }
        int stale = features.firstStale(closeTime);
        return stale < 0
                ? null
                : Reason.STALE_FEATURE.with(
                        features.schema().features().get(stale).name());
    }

    private double rawScore(Predictor predictor, FeatureFrame frame, Bar bar) {
        double raw;
        try {
            raw = predictor.score(frame);
        } catch (RuntimeException e) {
            failed("predictor", Reason.PREDICTOR_FAILED, e, bar);
            return Double.NaN;
        }
        if (!Double.isFinite(raw)) {
            assessment.abstain(Reason.SCORE_INVALID);
            assessment.found(new EngineEvent.PluginFailed(bar.closeTime(), "predictor", symbol, "score is not finite"));
        }
        return raw;
    }

    private void calibrate(ServingModel current, double raw, Bar bar) {
        try {
            double p = current.calibrator().calibrate(raw);
            double lower = current.calibrator().lower(raw);
            double upper = current.calibrator().upper(raw);
            assessment.scored(new Prediction(raw, p, lower, upper), DecisionSource.MODEL);
            if (Double.isNaN(p)) {
                throw new IllegalStateException("probability of a finite score is NaN");
            }
        } catch (RuntimeException e) {
            assessment.scored(Prediction.none(), DecisionSource.NONE);
            failed("calibrator", Reason.CALIBRATOR_FAILED, e, bar);
        }
    }

    private void failed(String component, Reason reason, RuntimeException cause, Bar bar) {
        assessment.abstain(reason);
        assessment.found(new EngineEvent.PluginFailed(bar.closeTime(), component, symbol, Failures.text(cause)));
    }
}
