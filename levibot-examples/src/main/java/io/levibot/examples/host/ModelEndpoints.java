package io.levibot.examples.host;

import io.javalin.http.Context;
import io.levibot.api.Decision;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.CalibratorInfo;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.registry.ServingModel;
import io.levibot.examples.host.HostedModel.LabelKind;
import io.levibot.examples.report.CalibrationMethod;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /ml/predict}, {@code /ml/model/status}, {@code /ml/model/reload} and {@code /automation/predictions}. */
final class ModelEndpoints {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;

    private final TradingEngine engine;
    private final InstantSource clock;
    private final DecisionBoard board;
    private final ModelSlot slot;
    private final BearerToken token;

    ModelEndpoints(TradingEngine engine, InstantSource clock, DecisionBoard board, ModelSlot slot, BearerToken token) {
        this.engine = engine;
        this.clock = clock;
        this.board = board;
        this.slot = slot;
        this.token = token;
    }

    void predict(Context context) {
        Symbol symbol = known(Requests.required(context, "symbol"));
        Instant now =
                clock.instant(); // before the decision: a replay may be bars further when the clock is asked after it
        Decision decision = board.newest(symbol).orElse(null);
        Outlook outlook = outlook(decision, now);
        double probability = outlook.prediction().probability();
        Thresholds thresholds = decision == null ? null : decision.thresholds().orElse(null);
        String model = decision == null ? null : decision.modelId().orElse(null);
        Reply.empty()
                .with("symbol", symbol.name())
                .with("p_up", probability)
                .with("p_down", isTwoWay(model) ? 1.0 - probability : Double.NaN)
                .with("confidence", Math.abs(probability - 0.5) * 2.0)
                .with("signal", outlook.signal().name())
                .withTexts(
                        "reasons", outlook.reasons().stream().map(Reason::code).toList())
                .withTexts(
                        "explanations",
                        outlook.reasons().stream().map(Reason::toString).toList())
                .with(
                        "policy",
                        Reply.empty()
                                .with("entry_threshold", thresholds == null ? Double.NaN : thresholds.entry())
                                .with("exit_threshold", thresholds == null ? Double.NaN : thresholds.exit()))
                .with("calibration", calibration(model))
                .with("staleness_seconds", stalenessSeconds(decision, now))
                .with("model_id", model)
                .with("source", decision == null ? null : decision.source().name())
                .with("timestamp", decision == null ? null : decision.asOf().toString())
                .send(context, OK);
    }

    void predictions(Context context) {
        List<Reply> all = engine.config().symbols().stream()
                .map(symbol -> {
                    Instant now = clock.instant();
                    Outlook outlook = outlook(board.newest(symbol).orElse(null), now);
                    double probability = outlook.prediction().probability();
                    return Reply.empty()
                            .with("symbol", symbol.name())
                            .with("p_up", probability)
                            .with("signal", outlook.signal().name())
                            .with("confidence", Math.abs(probability - 0.5) * 2.0);
                })
                .toList();
        Reply.empty().withObjects("predictions", all).send(context, OK);
    }

    void status(Context context) {
        HostedModel hosted = slot.current().orElse(null);
        ServingModel model = hosted == null ? null : hosted.model();
        Reply reply = Reply.empty()
                .with("ok", model != null)
                .with("model_id", model == null ? null : model.id())
                .withTexts(
                        "symbols",
                        model == null
                                ? List.of()
                                : model.symbols().stream().map(Symbol::name).toList())
                .with("timeframe", engine.config().interval().toString())
                .with("metrics", figures(model))
                .with(
                        "features_count",
                        model == null ? 0L : model.featureSet().schema().size())
                .with("trained_at", text(hosted == null ? null : hosted.trainedAt()))
                .with("promoted_at", text(hosted == null ? null : hosted.promotedAt()));
        if (!slot.problem().isEmpty()) {
            reply.with("problem", slot.problem());
        }
        reply.send(context, OK);
    }

    void reload(Context context) {
        Requests.requireToken(context, token);
        ModelSlot.Reload result = slot.reload(engine);
        boolean ok = result.outcome() != ModelSlot.Outcome.KEPT;
        Reply.empty()
                .with("ok", ok)
                .with("outcome", result.outcome().name())
                .with("model_id", result.modelId())
                .with("message", result.message())
                .send(context, ok ? OK : CONFLICT);
    }

    private Symbol known(String name) {
        return engine.config().symbols().stream()
                .filter(symbol -> symbol.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        NOT_FOUND,
                        "unknown symbol; known are " + engine.config().symbols()));
    }

    private Outlook outlook(@Nullable Decision decision, Instant now) {
        if (decision == null) {
            return Outlook.unknown(engine.model().isPresent() ? Reason.WARMING_UP : Reason.MODEL_MISSING);
        }
        return Outlook.of(
                decision,
                engine.latchStatus().state(),
                age(decision, now),
                engine.config().maxStaleness());
    }

    private static Duration age(Decision decision, Instant now) {
        Duration age = Duration.between(decision.asOf(), now);
        return age.isNegative() ? Duration.ZERO : age;
    }

    private static double stalenessSeconds(@Nullable Decision decision, Instant now) {
        return decision == null ? Double.NaN : age(decision, now).toMillis() / 1e3;
    }

    private boolean isTwoWay(@Nullable String modelId) {
        return slot.current()
                .filter(hosted -> hosted.model().id().equals(modelId))
                .filter(hosted -> hosted.label() == LabelKind.TWO_WAY)
                .isPresent();
    }

    private Reply calibration(@Nullable String modelId) {
        ServingModel model =
                engine.model().filter(loaded -> loaded.id().equals(modelId)).orElse(null);
        CalibratorInfo info = model == null ? null : model.calibrator().info();
        return Reply.empty()
                .with("method", info == null ? null : CalibrationMethod.served(info))
                .with("via", info == null ? null : info.method())
                .with(
                        "ece_calibrated",
                        model == null ? Double.NaN : model.figures().ece());
    }

    private static Reply figures(@Nullable ServingModel model) {
        ServingModel.ServingFigures figures =
                model == null ? ServingModel.ServingFigures.notEvaluated(Instant.EPOCH) : model.figures();
        return Reply.empty()
                .with("ece", figures.ece())
                .with("auc", figures.auc())
                .with("sharpe", figures.sharpe())
                .with("max_dd", figures.maxDrawdown());
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
