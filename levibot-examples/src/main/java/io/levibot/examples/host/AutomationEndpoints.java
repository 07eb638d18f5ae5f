package io.levibot.examples.host;

import io.javalin.http.Context;
import io.levibot.api.ConfigException;
import io.levibot.engine.EngineHealth;
import io.levibot.engine.TradingEngine;

/** {@code /automation/start}, {@code /automation/stop} and {@code /automation/status}. Starting never clears the latch. */
final class AutomationEndpoints {
    private static final int OK = 200;
    private static final int CONFLICT = 409;

    private final TradingEngine engine;
    private final DecisionBoard board;
    private final BarFeed feed;
    private final BearerToken token;

    AutomationEndpoints(TradingEngine engine, DecisionBoard board, BarFeed feed, BearerToken token) {
        this.engine = engine;
        this.board = board;
        this.feed = feed;
        this.token = token;
    }

    void start(Context context) {
        Requests.requireToken(context, token);
        try {
            engine.start(Requests.optional(context, "operator", "http"));
        } catch (ConfigException e) {
            KillEndpoint.describe(engine.latchStatus())
                    .with("ok", false)
                    .with("started", engine.isStarted())
                    .with("error", e.getMessage())
                    .send(context, CONFLICT);
            return;
        }
        Reply.empty().with("ok", true).with("started", true).send(context, OK);
    }

    void stop(Context context) {
        Requests.requireToken(context, token);
        engine.stop(Requests.optional(context, "operator", "http"));
        Reply.empty().with("ok", true).with("started", false).send(context, OK);
    }

    void status(Context context) {
        EngineHealth health = engine.health();
        BarFeed.Status bars = feed.status();
        Reply holdings = Reply.empty();
        engine.holdings().forEach((symbol, quantity) -> holdings.with(symbol.name(), quantity.toPlainString()));
        Reply source = Reply.empty().with("state", bars.state().name()).with("bars", bars.bars());
        if (!bars.problem().isEmpty()) {
            source.with("problem", bars.problem());
        }
        Reply.empty()
                .with("ok", health.live())
                .with("started", engine.isStarted())
                .with("tradingAllowed", health.tradingAllowed())
                .with("kill", KillEndpoint.describe(engine.latchStatus()))
                .with("model_id", health.modelId())
                .with("equity", engine.equity())
                .with("positions", holdings)
                .with("decisions", board.decisions())
                .with("fills", board.fills())
                .with("feed", source)
                .withTexts("causes", health.causes())
                .send(context, OK);
    }
}
