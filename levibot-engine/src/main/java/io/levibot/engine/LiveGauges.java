package io.levibot.engine;

import io.levibot.api.KillState;
import io.levibot.api.Symbol;
import io.levibot.engine.metrics.EngineGauges;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModel.ServingFigures;
import java.time.Duration;
import java.time.Instant;

/** Reads gauges off an engine without taking its locks. */
final class LiveGauges implements EngineGauges {
    private final TradingEngine engine;

    LiveGauges(TradingEngine engine) {
        this.engine = engine;
    }

    @Override
    public double stalenessSeconds(Symbol symbol) {
        Lane lane = engine.lanes().get(symbol);
        return lane == null
                ? Double.NaN
                : Vitals.stalenessOf(lane, engine.clock().instant());
    }

    @Override
    public KillState killState() {
        return engine.latchStatus().state();
    }

    @Override
    public double modelFigure(ModelFigure figure) {
        ServingModel model = engine.model().orElse(null);
        if (model == null) {
            return Double.NaN;
        }
        ServingFigures figures = model.figures();
        return switch (figure) {
            case ECE -> figures.ece();
            case AUC -> figures.auc();
            case SHARPE -> figures.sharpe();
            case MAX_DRAWDOWN -> figures.maxDrawdown();
        };
    }

    @Override
    public double modelAgeSeconds() {
        ServingModel model = engine.model().orElse(null);
        return model == null
                ? Double.NaN
                : seconds(model.figures().dataUntil(), engine.clock().instant());
    }

    @Override
    public double equity() {
        return engine.vitals().equity();
    }

    @Override
    public double drawdown() {
        return 1.0 - engine.vitals().equity() / engine.vitals().peakEquity();
    }

    @Override
    public double journalUnavailable() {
        return engine.journalBroken() ? 1.0 : 0.0;
    }

    @Override
    public double journalFailures() {
        return engine.events().journalFailures();
    }

    @Override
    public double journalReserve() {
        return engine.events().reserved();
    }

    @Override
    public double journalLagSeconds() {
        Instant oldest = engine.events().oldestReserved();
        return oldest == null
                ? 0.0
                : Math.max(0.0, seconds(oldest, engine.clock().instant()));
    }

    @Override
    public double journalLostEvents() {
        return engine.events().lostEvents();
    }

    @Override
    public double started() {
        return engine.isStarted() ? 1.0 : 0.0;
    }

    @Override
    public double positions() {
        return engine.vitals().openPositions();
    }

    @Override
    public double queuedBars() {
        return engine.queueDepth();
    }

    @Override
    public double decisionSeconds() {
        return engine.vitals().decisionSeconds();
    }

    @Override
    public double live(LiveFigure figure) {
        LiveCalibration live = engine.liveCalibration().orElse(null);
        if (live == null) {
            return figure == LiveFigure.FORECASTS ? 0.0 : Double.NaN;
        }
        LiveCalibration.Figures figures = live.figures();
        return switch (figure) {
            case ECE -> figures.ece();
            case PERFECT_ECE -> figures.perfectEce();
            case PERFECT_ECE_UPPER -> figures.perfectEceUpper();
            case BRIER -> figures.brier();
            case LOG_LOSS -> figures.logLoss();
            case FORECASTS -> figures.n();
        };
    }

    private static double seconds(Instant from, Instant until) {
        return Duration.between(from, until).toMillis() / 1e3;
    }

    @Override
    public double listenerFailures() {
        return engine.listenerFailures();
    }
}
