package io.levibot.engine;

import io.levibot.api.ConfigException;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.Reason;
import io.levibot.engine.event.EngineEvent.KillRequested.Phase;
import io.levibot.engine.event.EngineEvent.OperatorActed;
import io.levibot.engine.event.EngineEvent.OperatorActed.Act;
import io.levibot.engine.risk.LatchStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What people do to an engine: each act is refused before it is journalled, or journalled and done. */
final class OperatorActs {
    private final EngineCore core;

    OperatorActs(EngineCore core) {
        this.core = core;
    }

    void start(String operator) {
        require(operator);
        LatchStatus status = core.latch.status();
        if (status.state() != KillState.ARMED) {
            throw new ConfigException(
                    "engine",
                    "cannot start: the kill latch is " + status.state() + " since " + status.since() + " by "
                            + status.source() + " (" + status.reason() + "); re-arm it first");
        }
        act(Act.START, operator, "");
    }

    void stop(String operator) {
        require(operator);
        act(Act.STOP, operator, "");
    }

    /** Allowed to a closed engine too: its latch may be another's as well. */
    LatchStatus kill(String operator, String reason, KillVerdict.OnTrip onTrip) {
        requireNamed(operator);
        KillVerdict verdict = KillVerdict.trip(KillState.HALTED, reason, onTrip);
        LatchStatus status = core.latch.trip("operator:" + operator, verdict);
        core.inFreeBook(() -> {
            core.desk.heed(core.clock.instant());
            core.events.sync();
        });
        return core.show(status);
    }

    /** Re-arms what this engine showed last; an ARMED latch has nothing that must have been seen. */
    LatchStatus rearm(String operator, String note) {
        LatchStatus status = core.latch.status();
        return rearm(operator, note, status.state() == KillState.ARMED ? status.stamp() : core.shown);
    }

    LatchStatus rearm(String operator, String note, String seen) {
        core.requireOpen();
        core.bookLock.lock();
        try {
            Instant now = core.clock.instant();
            core.desk.heed(now);
            rearmAt(now, operator, note, seen);
            return core.show(core.latch.status());
        } finally {
            core.bookLock.unlock();
        }
    }

    void resetDrawdownReference(String operator, String note) {
        require(operator);
        if (note.isBlank()) {
            throw new ConfigException("engine", "accepting a drawdown needs a note");
        }
        core.inBook(() -> {
            requireAtRest("the drawdown cannot be reset");
            perform(new OperatorActed(core.clock.instant(), Act.RESET_DRAWDOWN, operator, note));
        });
    }

    void flatten(String operator, String note) {
        require(operator);
        act(Act.FLATTEN, operator, note);
    }

    boolean reconcile(String operator, String note) {
        require(operator);
        act(Act.RECONCILE, operator, note);
        return core.desk.isReconciled();
    }

    boolean adopt(String operator, String note) {
        require(operator);
        if (note.isBlank()) {
            throw new ConfigException("engine", "adopting the venue's positions needs a note");
        }
        core.inBook(() -> {
            requireAtRest("the venue's positions cannot be adopted");
            perform(new OperatorActed(core.clock.instant(), Act.ADOPT, operator, note));
        });
        return core.desk.isReconciled();
    }

    private void requireAtRest(String what) {
        if (core.started && core.latch.state() == KillState.ARMED) {
            throw new ConfigException("engine", what + " while the model trades; stop the engine or trip the latch");
        }
    }

    private void act(Act act, String operator, String note) {
        core.inBook(() -> perform(new OperatorActed(core.clock.instant(), act, operator, note)));
    }

    /** Does an act, now or as a journal tells it; the book is held. */
    void perform(OperatorActed acted) {
        switch (acted.act()) {
            case START -> {
                core.events.emit(acted);
                core.desk.start(acted.at());
                core.started = true;
            }
            case STOP -> {
                core.events.emit(acted);
                core.desk.stop();
                core.started = false;
            }
            case REARM -> rearmAt(acted.at(), acted.operator(), acted.note(), null);
            case RESET_DRAWDOWN -> {
                core.events.emit(acted);
                core.desk.resetPeak();
            }
            case FLATTEN -> {
                core.events.emit(acted);
                core.desk.flattenAll(acted.at(), Reason.FLATTEN.with(acted.note()));
            }
            case RECONCILE -> {
                core.events.emit(acted);
                core.desk.reconcile(acted.at());
            }
            case ADOPT -> {
                core.events.emit(acted);
                core.desk.adopt(acted.at());
            }
            case KILL -> throw new IllegalArgumentException("a kill is a request, not an act");
        }
    }

    /** Loosens the latch, and tightens it again at once if a source still wants that; the book is held. */
    private void rearmAt(Instant now, String operator, String note, @Nullable String seen) {
        core.keeper.rearm(now, operator, note, seen);
        core.keeper.check(core.vitals, now, Phase.BETWEEN_BARS);
        core.desk.rearmed(now);
        core.desk.flattenIfAsked(now);
    }

    private void require(String operator) {
        core.requireOpen();
        requireNamed(operator);
    }

    private static void requireNamed(String operator) {
        if (operator.isBlank()) {
            throw new ConfigException("engine", "an operator's name is required");
        }
    }
}
