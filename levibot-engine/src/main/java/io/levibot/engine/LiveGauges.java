package io.levibot.engine;

import io.levibot.api.KillState;
import io.levibot.api.Symbol;
import io.levibot.engine.metrics.EngineGauges;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModel.ServingFigures;
import java.time.Duration;

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
                : Duration.between(model.figures().dataUntil(), engine.clock().instant())
                                .toMillis()
                        / 1e3;
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
    public double listenerFailures() {
        return engine.listenerFailures();
    }
}
