package io.levibot.engine;

import io.levibot.api.KillState;
import io.levibot.api.Symbol;
import io.levibot.engine.metrics.EngineGauges;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModel.ServingFigures;
import java.time.Duration;
import java.time.Instant;

/** Reads gauges off an engine's parts without taking its locks. */
final class LiveGauges implements EngineGauges {
    private final EngineCore core;

    LiveGauges(EngineCore core) {
        this.core = core;
    }

    @Override
    public double stalenessSeconds(Symbol symbol) {
        Lane lane = core.lanes.get(symbol);
        return lane == null ? Double.NaN : Vitals.stalenessOf(lane, core.clock.instant());
    }

    @Override
    public double valueStalenessSeconds(Symbol symbol, String feature) {
        Lane lane = core.lanes.get(symbol);
        for (OutsideColumn column : core.seat.outside()) {
            if (lane != null && column.name().equals(feature)) {
                return core.vitals.ageOf(column, lane, core.clock.instant());
            }
        }
        return Double.NaN;
    }

    @Override
    public KillState killState() {
        return core.latch.status().state();
    }

    @Override
    public double modelFigure(ModelFigure figure) {
        ServingModel model = core.seat.model();
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
        ServingModel model = core.seat.model();
        if (model == null) {
            return Double.NaN;
        }
        return Math.max(0.0, seconds(model.figures().dataUntil(), core.clock.instant()));
    }

    @Override
    public double equity() {
        return core.vitals.equity();
    }

    @Override
    public double drawdown() {
        return 1.0 - core.vitals.equity() / core.vitals.peakEquity();
    }

    @Override
    public double journalUnavailable() {
        return core.events.journalBroken() ? 1.0 : 0.0;
    }

    @Override
    public double journalFailures() {
        return core.events.journalFailures();
    }

    @Override
    public double journalReserve() {
        return core.events.reserved();
    }

    @Override
    public double journalLagSeconds() {
        Instant oldest = core.events.oldestReserved();
        return oldest == null ? 0.0 : Math.max(0.0, seconds(oldest, core.clock.instant()));
    }

    @Override
    public double journalLostEvents() {
        return core.events.lostEvents();
    }

    @Override
    public double started() {
        return core.started ? 1.0 : 0.0;
    }

    @Override
    public double positions() {
        return core.vitals.openPositions();
    }

    @Override
    public double queuedBars() {
        BarQueue waiting = core.queue;
        return waiting == null ? 0 : waiting.depth();
    }

    @Override
    public double decisionSeconds() {
        return core.vitals.decisionSeconds();
    }

    @Override
    public double live(LiveFigure figure) {
        LiveCalibration live = core.live;
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
        return core.events.listenerFailures();
    }
}
