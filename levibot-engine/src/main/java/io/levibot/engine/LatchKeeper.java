package io.levibot.engine;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineEvent.KillRequested.Phase;
import io.levibot.engine.execution.OrderIntent;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.LatchStatus;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks the kill sources, moves the latch, and tells the journal of every move, also of those that another process made.
 * Guarded by the book lock; the latch itself is safe to trip from anywhere.
 */
final class LatchKeeper {
    private static final String OPERATOR = "operator:";

    private final KillLatch latch;
    private final KillSwitch[] sources;
    /** What each source was last heard to ask for since the latch was armed; null if nothing. */
    private final @Nullable KillVerdict[] heard;

    private final EventBus events;
    private final Deque<EngineEvent.KillRequested> script = new ArrayDeque<>();
    private KillState known;
    private LatchStatus knownStatus;

    LatchKeeper(KillLatch latch, List<KillSwitch> sources, EventBus events) {
        this.latch = latch;
        this.sources = sources.toArray(KillSwitch[]::new);
        this.heard = new @Nullable KillVerdict[this.sources.length];
        this.events = events;
        this.knownStatus = latch.status();
        this.known = knownStatus.state();
    }

    KillState state() {
        return latch.state();
    }

    /** The state as the journal knows it: moves that nobody has observed yet are not in it. */
    KillState known() {
        return known;
    }

    /**
     * Tightens an armed latch because of what the broker said. Only the move is told, not a request: a replay hears the same from
     * the broker and comes to the same by itself.
     */
    void tripByBroker(String source, KillVerdict verdict, Instant now) {
        if (known == KillState.ARMED) {
            latch.trip(source, verdict);
            moved(now, latch.status());
            events.sync();
        }
    }

    /** The latch's status as the journal knows it, if it is not ARMED. */
    @Nullable
    LatchStatus tripped() {
        return known == KillState.ARMED ? null : knownStatus;
    }

    boolean submit(OrderIntent intent, Runnable leave) {
        return latch.submit(intent, leave);
    }

    /** Notices moves that were made without this keeper: by an operator on another thread, or by another process. */
    void observe(Instant now, Phase phase) {
        KillState current = latch.state();
        if (current == KillState.ARMED && known == KillState.ARMED) {
            return;
        }
        LatchStatus status = latch.status();
        if (status.state() == known && status.onTrip() == knownStatus.onTrip()) {
            return;
        }
        if (status.state().code() >= known.code()) {
            KillVerdict verdict = KillVerdict.trip(status.state(), status.reason(), status.onTrip());
            events.emit(new EngineEvent.KillRequested(now, status.source(), verdict, phase));
        } else {
            events.emit(new EngineEvent.OperatorActed(
                    now, EngineEvent.OperatorActed.Act.REARM, operatorOf(status), status.reason()));
        }
        moved(now, status);
    }

    /** Makes the checks of the coming bar find what a journal says that they found. */
    void script(List<EngineEvent.KillRequested> recorded) {
        script.clear();
        script.addAll(recorded);
    }

    /**
     * Asks every source and tightens the latch as the tightest of them wants. Each source is heard once until the latch is
     * re-armed, also if the latch is tight already, so that its reason is listed and its wish to flatten heeded.
     */
    void check(EngineVitals vitals, Instant now, Phase phase) {
        observe(now, phase);
        replayScript(now, phase);
        if (events.journalBroken() && latch.state() == KillState.ARMED) {
            trip(
                    "journal",
                    KillVerdict.trip(KillState.REDUCE_ONLY, "the journal cannot be written", KillVerdict.OnTrip.KEEP),
                    now,
                    phase);
        }
        if (latch.state() == KillState.ARMED) {
            Arrays.fill(heard, null);
        }
        for (int i = 0; i < sources.length; i++) {
            KillVerdict verdict = ask(sources[i], vitals, now);
            if (verdict.trips() && isNews(heard[i], verdict)) {
                heard[i] = verdict;
                trip(sources[i].id(), verdict, now, phase);
            }
        }
    }

    /** A source that goes on asking for what it got is not heard again; one that asks for more is, and one of a loose latch. */
    private boolean isNews(@Nullable KillVerdict before, KillVerdict verdict) {
        return before == null
                || verdict.state().code() > latch.state().code()
                || (verdict.onTrip() == KillVerdict.OnTrip.FLATTEN && before.onTrip() != KillVerdict.OnTrip.FLATTEN);
    }

    /** Tightens the latch and tells of it. */
    void trip(String source, KillVerdict verdict, Instant now, Phase phase) {
        latch.trip(source, verdict);
        events.emit(new EngineEvent.KillRequested(now, source, verdict, phase));
        moved(now, latch.status());
        events.sync();
    }

    /** Loosens the latch; the operator's act is already journalled by the caller. */
    void rearmed(Instant now) {
        moved(now, latch.status());
        events.sync();
    }

    private void replayScript(Instant now, Phase phase) {
        EngineEvent.KillRequested next = script.peekFirst();
        while (next != null && next.phase() == phase) {
            script.removeFirst();
            trip(next.source(), next.verdict(), now, phase);
            next = script.peekFirst();
        }
    }

    private KillVerdict ask(KillSwitch source, EngineVitals vitals, Instant now) {
        try {
            return Objects.requireNonNull(source.check(vitals), "the source answered nothing");
        } catch (RuntimeException e) {
            events.emit(new EngineEvent.PluginFailed(now, "kill-switch", null, source.id() + ": " + Failures.text(e)));
            return KillVerdict.trip(
                    KillState.HALTED, "kill source " + source.id() + " failed", KillVerdict.OnTrip.KEEP);
        }
    }

    private void moved(Instant now, LatchStatus status) {
        if (status.state() != known) {
            events.emit(new EngineEvent.LatchMoved(
                    now, known, status.state(), status.source(), status.reason(), status.onTrip()));
            known = status.state();
        }
        knownStatus = status;
    }

    private static String operatorOf(LatchStatus status) {
        return status.source().startsWith(OPERATOR) ? status.source().substring(OPERATOR.length()) : status.source();
    }
}
