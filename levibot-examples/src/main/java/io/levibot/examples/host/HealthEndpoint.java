package io.levibot.examples.host;

import io.javalin.http.Context;
import io.levibot.engine.EngineHealth;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.registry.ServingModel;

/** {@code GET /healthz}: alive, able to decide, allowed to trade, each with its causes. 503 when not alive. */
final class HealthEndpoint {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final TradingEngine engine;
    private final BarFeed feed;

    HealthEndpoint(TradingEngine engine, BarFeed feed) {
        this.engine = engine;
        this.feed = feed;
    }

    void answer(Context context) {
        EngineHealth health = engine.health();
        Reply symbols = Reply.empty();
        health.stalenessSeconds()
                .forEach((symbol, age) ->
                        symbols.with(symbol.name(), Reply.empty().with("staleness_sec", age)));
        BarFeed.Status status = feed.status();
        Reply.empty()
                .with("ok", health.live() && health.ready())
                .with("live", health.live())
                .with("ready", health.ready())
                .with("tradingAllowed", health.tradingAllowed())
                .with("feature_staleness_sec", health.worstStalenessSeconds())
                .with("symbols", symbols)
                .with("model", model())
                .with("kill_switch", health.killState().name())
                .with("feed", status.state().name())
                .withTexts("causes", health.causes())
                .withTexts("warnings", health.warnings())
                .send(context, health.live() ? OK : UNAVAILABLE);
    }

    private Reply model() {
        ServingModel model = engine.model().orElse(null);
        return Reply.empty()
                .with("id", model == null ? null : model.id())
                .with("ece", model == null ? Double.NaN : model.figures().ece())
                .with("auc", model == null ? Double.NaN : model.figures().auc())
                .with("sharpe", model == null ? Double.NaN : model.figures().sharpe());
    }
}
