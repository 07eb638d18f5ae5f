package io.levibot.examples.host;

import io.javalin.http.Context;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.risk.LatchChangedException;
import io.levibot.engine.risk.LatchStatus;
import java.util.List;

/**
 * {@code /ml/kill}. Stopping is easy: GET or POST, no token, and whatever is not exactly {@code enabled=false}, in any case of
 * its letters, stops; what was taken for {@code true} is said in the answer. Re-arming is not: POST, the token, an operator and a
 * note; with {@code seen}, the stamp of the status that the operator saw, it clears no later trip. Without it, what this host
 * showed last is cleared.
 */
final class KillEndpoint {
    private static final int OK = 200;
    private static final int METHOD_NOT_ALLOWED = 405;
    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;

    private final TradingEngine engine;
    private final BearerToken token;

    KillEndpoint(TradingEngine engine, BearerToken token) {
        this.engine = engine;
        this.token = token;
    }

    void answer(Context context) {
        List<String> enabled = Requests.inQuery(context, "enabled");
        if (!enabled.isEmpty() && enabled.stream().allMatch("false"::equalsIgnoreCase)) {
            rearm(context);
        } else {
            kill(context, enabled.isEmpty() || enabled.equals(List.of("true")));
        }
    }

    private void kill(Context context, boolean asDocumented) {
        String operator = Requests.cutInQuery(context, "operator", "http");
        String reason = Requests.cutInQuery(context, "reason", "asked for over HTTP");
        LatchStatus status = engine.kill(operator, reason, KillVerdict.OnTrip.KEEP);
        int code = status.problem().isEmpty() ? OK : SERVER_ERROR;
        Reply reply = reply(status, code);
        if (!asDocumented) {
            reply.with("note", "parameter 'enabled' is not exactly 'false', so trading was stopped");
        }
        reply.send(context, code);
    }

    private void rearm(Context context) {
        if (!Requests.isPost(context)) {
            context.header("Allow", "POST");
            throw new Refusal(METHOD_NOT_ALLOWED, "re-arming needs POST, the bearer token, an operator and a note");
        }
        Requests.requireToken(context, token);
        String operator = Requests.required(context, "operator");
        String note = Requests.required(context, "note");
        String seen = Requests.cutInQuery(context, "seen", "");
        try {
            LatchStatus now = seen.isEmpty() ? engine.rearm(operator, note) : engine.rearm(operator, note, seen);
            int code = now.state() == KillState.ARMED ? OK : CONFLICT; // a source may still want it
            reply(now, code).send(context, code);
        } catch (LatchChangedException e) {
            engine.latchStatus(); // is shown now
            describe(e.status())
                    .with("ok", false)
                    .with("problem", String.valueOf(e.getMessage()))
                    .send(context, CONFLICT);
        }
    }

    private static Reply reply(LatchStatus status, int code) {
        Reply reply = describe(status).with("ok", code == OK);
        if (!status.problem().isEmpty()) {
            reply.with("problem", status.problem());
        }
        return reply;
    }

    /** What every answer says of the latch. */
    static Reply describe(LatchStatus status) {
        return Reply.empty()
                .with("kill_switch", status.state() == KillState.ARMED ? "DISABLED" : "ENABLED")
                .with("state", status.state().name())
                .with("since", status.since().toString())
                .with("source", status.source())
                .with("reason", status.reason())
                .with("stamp", status.stamp())
                .withTexts("later_reasons", status.laterReasons());
    }
}
