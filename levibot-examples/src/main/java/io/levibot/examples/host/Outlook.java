package io.levibot.examples.host;

import io.levibot.api.Decision;
import io.levibot.api.KillState;
import io.levibot.api.Prediction;
import io.levibot.api.Reason;
import io.levibot.api.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the newest decision of a symbol is worth now. A decision is made at a bar; when somebody asks, the latch may have
 * tripped and the bar may be old, and an answer must not sound as if that were not so.
 *
 * @param signal the decision's signal, or what is left of it
 * @param reasons why, most important first
 * @param prediction the decision's prediction; none if the bar is too old
 */
record Outlook(Signal signal, List<Reason> reasons, Prediction prediction) {

    Outlook {
        reasons = List.copyOf(reasons);
    }

    /** The outlook of a symbol that has no decision yet. */
    static Outlook unknown(Reason why) {
        return new Outlook(Signal.ABSTAIN, List.of(why), Prediction.none());
    }

    /**
     * @param decision the newest of the symbol
     * @param latch the latch's state now
     * @param age time since the decision's bar closed
     * @param limit age from which on a bar is stale
     */
    static Outlook of(Decision decision, KillState latch, Duration age, Duration limit) {
        List<Reason> reasons = new ArrayList<>(decision.reasons());
        Signal signal = decision.signal();
        if (latch == KillState.HALTED) {
            addFirst(reasons, Reason.KILLED);
            boolean protectiveExit = signal == Signal.EXIT && !decision.orders().isEmpty();
            signal = protectiveExit ? Signal.EXIT : Signal.ABSTAIN;
        } else if (latch == KillState.REDUCE_ONLY && signal == Signal.ENTRY) {
            addFirst(reasons, Reason.REDUCE_ONLY);
            signal = Signal.HOLD;
        }
        if (age.compareTo(limit) > 0) {
            addFirst(reasons, Reason.STALE_FEATURE.with("newest bar closed " + decision.asOf()));
            return new Outlook(Signal.ABSTAIN, reasons, Prediction.none());
        }
        return new Outlook(signal, reasons, decision.prediction());
    }

    private static void addFirst(List<Reason> reasons, Reason reason) {
        reasons.removeIf(other -> other.code().equals(reason.code()));
        reasons.add(0, reason);
    }
}
