package io.levibot.engine;

import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineEvent.KillRequested.Phase;
import io.levibot.engine.execution.Order;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.LatchStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the kill sources, moves the latch, and tells the journal of every move, also of those that another process made.
 * Guarded by the book lock; the latch itself is safe to trip from anywhere.
 */
final class LatchKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(LatchKeeper.class);
    private static final int MAX_MEMORY = 4096;
    private static final String OPERATOR = "operator:";
    private static final String UNKNOWN_OPERATOR = "unknown";
    private static final String COMPONENT = "kill-switch";
    private static final String JOURNAL = "journal";
    private static final KillVerdict LOST =
            KillVerdict.trip(KillState.HALTED, "events were lost: restart", KillVerdict.OnTrip.KEEP);

    private final KillLatch latch;
    private final KillLatch repeated;
    private final Script script;
    private final KillSwitch[] sources;
    /** Their ids, asked for once: a plugin is called in one place only. */
    private final String[] ids;

    /** What each source was last heard to ask for since the latch was armed; null if nothing. */
    private final @Nullable KillVerdict[] heard;

    private final EventBus events;
    private KillState known;
    private LatchStatus knownStatus;

    /**
     * @param latch the real one
     * @param repeated stands for the real one while a journal is repeated
     */
    LatchKeeper(KillLatch latch, KillLatch repeated, Script script, List<KillSwitch> sources, EventBus events) {
        this.latch = latch;
        this.repeated = repeated;
        this.script = script;
        this.sources = sources.toArray(KillSwitch[]::new);
        this.ids = sources.stream()
                .map(source -> Objects.requireNonNull(source.id(), "id of a kill source"))
                .toArray(String[]::new);
        this.heard = new @Nullable KillVerdict[this.sources.length];
        this.events = events;
        this.knownStatus = current().status();
        this.known = knownStatus.state();
    }

    /**
     * What a snapshot keeps.
     *
     * @param status the latch as the journal knows it
     * @param sources in the order in which they are asked
     */
    record State(LatchStatus status, List<SourceState> sources) {
        State {
            sources = List.copyOf(sources);
        }
    }

    /**
     * What is known of one kill source.
     *
     * @param memory what it counts on: {@link KillSwitch#memory}
     * @param heard what it was heard to ask for since the latch was armed, null if nothing
     */
    record SourceState(String id, String memory, @Nullable KillVerdict heard) {}

    State capture() {
        List<SourceState> kept = new ArrayList<>();
        for (int i = 0; i < sources.length; i++) {
            kept.add(new SourceState(ids[i], memoryOf(ids[i], sources[i]), heard[i]));
        }
        return new State(knownStatus, kept);
    }

    /** A source that cannot say what it remembers forgets it at a restart; that must not cost the snapshot. */
    private static String memoryOf(String id, KillSwitch source) {
        try {
            String memory = source.memory();
            if (memory.length() <= MAX_MEMORY) {
                return memory;
            }
            LOG.warn("kill source {} remembers more than {} characters: they are not kept", id, MAX_MEMORY);
        } catch (Throwable e) {
            LOG.warn("kill source {} cannot say what it remembers: {}", id, Failures.contain(e));
        }
        return "";
    }

    /** Each source takes back what the one with its id knew; of several with one id, in their order. */
    private void recall(List<SourceState> kept) {
        List<SourceState> left = new ArrayList<>(kept);
        for (int i = 0; i < sources.length; i++) {
            String id = ids[i];
            SourceState mine =
                    left.stream().filter(one -> one.id().equals(id)).findFirst().orElse(null);
            if (mine == null) {
                continue; // it is new
            }
            left.remove(mine);
            heard[i] = mine.heard();
            try {
                sources[i].recall(mine.memory());
            } catch (Throwable e) {
                LOG.warn("kill source {} begins to count anew: {}", id, Failures.contain(e));
            }
        }
    }

    void restore(State state) {
        recall(state.sources());
        LatchStatus status = state.status();
        if (status.state() != KillState.ARMED) {
            repeated.trip(status.source(), KillVerdict.trip(status.state(), status.reason(), status.onTrip()));
        }
        known = status.state();
        knownStatus = status;
    }

    /**
     * After a restart the real latch counts again. If it is looser than the journal says and no operator has loosened it since,
     * its file is not the one that was written last: it is tightened to what the journal says.
     */
    void takeOver() {
        if (!script.live()) {
            return;
        }
        LatchStatus kept = latch.status();
        boolean byOperator = kept.source().startsWith(OPERATOR) && !kept.since().isBefore(knownStatus.since());
        if (kept.state().code() < known.code() && !byOperator) {
            latch.trip(knownStatus.source(), KillVerdict.trip(known, knownStatus.reason(), knownStatus.onTrip()));
        }
    }

    private KillLatch current() {
        return script.live() ? latch : repeated;
    }

    /**
     * The state as the journal knows it: moves that nobody has observed yet are not in it, so that what is decided from it can be
     * repeated. The gate of {@link #submit} reads anew.
     */
    KillState known() {
        return known;
    }

    /**
     * Tightens an armed latch because of what the broker said. Only the move is told, not a request: a replay hears the same from
     * the broker and comes to the same by itself.
     */
    void tripByBroker(String source, KillVerdict verdict, Instant now) {
        observe(now, Phase.SUBMIT);
        if (known != KillState.ARMED) {
            return;
        }
        LatchStatus status = current().trip(source, verdict);
        if (!status.source().equals(source)) {
            told(status, now, Phase.SUBMIT);
        }
        moved(now, status);
        events.sync();
    }

    /** The latch's status as the journal knows it, if it is not ARMED. */
    @Nullable
    LatchStatus tripped() {
        return known == KillState.ARMED ? null : knownStatus;
    }

    /** Lets an order leave if the latch, read once more, still allows it. */
    boolean submit(Order order, Runnable leave) {
        return script.letsLeave(order) && current().submit(order.intent(), leave);
    }

    /** Notices moves that were made without this keeper: by an operator on another thread, or by another process. */
    void observe(Instant now, Phase phase) {
        if (!script.live()) {
            observeAsRecorded(now, phase);
            return;
        }
        if (known == KillState.ARMED && latch.state() == KillState.ARMED) {
            return;
        }
        LatchStatus status = latch.status();
        if (status.state() == known && status.onTrip() == knownStatus.onTrip()) {
            return;
        }
        if (status.state().code() < known.code()) {
            loosened(status, now);
        }
        if (status.state() != KillState.ARMED) {
            told(status, now, phase);
        }
        moved(now, status);
    }

    /**
     * Asks every source and tightens the latch as the tightest of them wants. Each source is heard once until the latch is
     * re-armed, also if the latch is tight already, so that its reason is listed and its wish to flatten heeded.
     */
    void check(EngineVitals vitals, Instant now, Phase phase) {
        observe(now, phase);
        if (!script.live()) {
            tripAsRecorded(now, phase);
        }
        if (!script.live()) {
            listen(vitals);
            return;
        }
        if (events.journalBroken() && latch.state() == KillState.ARMED) {
            trip(
                    JOURNAL,
                    KillVerdict.trip(KillState.REDUCE_ONLY, "the journal cannot be written", KillVerdict.OnTrip.KEEP),
                    now,
                    phase);
        }
        if (events.lostEvents() > 0 && latch.state() != KillState.HALTED) {
            trip(JOURNAL, LOST, now, phase);
        }
        if (latch.state() == KillState.ARMED) {
            Arrays.fill(heard, null);
        }
        for (int i = 0; i < sources.length; i++) {
            KillVerdict verdict = ask(i, vitals, now);
            if (verdict.trips() && isNews(heard[i], verdict)) {
                heard[i] = verdict;
                trip(ids[i], verdict, now, phase);
            }
        }
    }

    /** A source that goes on asking for what it got is not heard again; one that asks for more is, and one of a loose latch. */
    private boolean isNews(@Nullable KillVerdict before, KillVerdict verdict) {
        return before == null
                || verdict.state().code() > latch.state().code()
                || (verdict.onTrip() == KillVerdict.OnTrip.FLATTEN && before.onTrip() != KillVerdict.OnTrip.FLATTEN);
    }

    /** Tightens the latch at once because the journal lacks events; there is nobody to tell. */
    void halt() {
        latch.trip(JOURNAL, LOST);
    }

    /** Tightens the latch and tells of it. */
    void trip(String source, KillVerdict verdict, Instant now, Phase phase) {
        LatchStatus status = current().trip(source, verdict);
        if (known == KillState.ARMED && !status.source().equals(source)) {
            told(status, now, phase); // another was first
        } else {
            events.emit(new EngineEvent.KillRequested(now, source, verdict, phase));
        }
        moved(now, status);
        events.sync();
    }

    /**
     * Loosens the latch by an operator's act.
     *
     * @param seen stamp of the status that the operator saw; null if a journal repeats it, which tells it where it worked
     */
    LatchStatus rearm(Instant now, String operator, String note, @Nullable String seen) {
        KillLatch moving = current();
        LatchStatus status =
                moving.rearm(operator, note, seen == null ? moving.status().stamp() : seen);
        events.emit(new EngineEvent.OperatorActed(now, EngineEvent.OperatorActed.Act.REARM, operator, note));
        moved(now, status);
        events.sync();
        return status;
    }

    /** Takes from the script what this look found; one look finds one move, or a re-arming and what came after it. */
    private void observeAsRecorded(Instant now, Phase phase) {
        EngineEvent.OperatorActed rearming = script.rearming();
        if (rearming != null && known != KillState.ARMED) {
            rearm(now, rearming.operator(), rearming.note(), null);
        }
        EngineEvent.KillRequested request = script.kill(phase);
        if (request != null) {
            noteHeard(request.source(), request.verdict());
            trip(request.source(), request.verdict(), now, phase);
        }
    }

    private void tripAsRecorded(Instant now, Phase phase) {
        while (true) {
            EngineEvent.PluginFailed failed = script.failure(COMPONENT, null);
            EngineEvent.KillRequested request = script.kill(phase);
            if (failed != null) {
                events.emit(new EngineEvent.PluginFailed(now, COMPONENT, null, failed.message()));
            } else if (request != null) {
                noteHeard(request.source(), request.verdict());
                trip(request.source(), request.verdict(), now, phase);
            } else {
                return;
            }
        }
    }

    /**
     * While a journal is repeated the sources go on counting, so that a restart forgets no finding; what they ask for is the
     * journal's to say.
     */
    private void listen(EngineVitals vitals) {
        for (int i = 0; i < sources.length; i++) {
            try {
                sources[i].check(vitals);
            } catch (Throwable e) {
                LOG.debug("kill source {} failed while the journal was repeated: {}", ids[i], Failures.contain(e));
            }
        }
    }

    /** Notes, before it trips, what a source asked for in the journal. */
    private void noteHeard(String source, KillVerdict verdict) {
        if (known == KillState.ARMED) {
            Arrays.fill(heard, null);
        }
        for (int i = 0; i < sources.length; i++) {
            if (ids[i].equals(source) && !verdict.equals(heard[i])) {
                heard[i] = verdict;
                return;
            }
        }
    }

    private KillVerdict ask(int source, EngineVitals vitals, Instant now) {
        try {
            return Objects.requireNonNull(sources[source].check(vitals), "the source answered nothing");
        } catch (Throwable e) {
            String what = ids[source] + ": " + Failures.contain(e);
            events.emit(new EngineEvent.PluginFailed(now, COMPONENT, null, what));
            return KillVerdict.trip(
                    KillState.HALTED, "kill source " + ids[source] + " failed", KillVerdict.OnTrip.KEEP);
        }
    }

    private void told(LatchStatus status, Instant now, Phase phase) {
        KillVerdict verdict = KillVerdict.trip(status.state(), status.reason(), status.onTrip());
        events.emit(new EngineEvent.KillRequested(now, status.source(), verdict, phase));
    }

    private void moved(Instant now, LatchStatus status) {
        if (status.state() != known) {
            events.emit(new EngineEvent.LatchMoved(
                    now, known, status.state(), status.source(), status.reason(), status.onTrip()));
            known = status.state();
        }
        knownStatus = status;
    }

    /**
     * Only an operator loosens. If the latch was tightened again before anybody looked, its status no longer says who it was.
     */
    private void loosened(LatchStatus status, Instant now) {
        boolean named = status.state() == KillState.ARMED
                && status.source().startsWith(OPERATOR)
                && status.source().length() > OPERATOR.length();
        String operator = named ? status.source().substring(OPERATOR.length()) : UNKNOWN_OPERATOR;
        String note = named && !status.reason().isBlank() ? status.reason() : "re-armed elsewhere between two looks";
        events.emit(new EngineEvent.OperatorActed(now, EngineEvent.OperatorActed.Act.REARM, operator, note));
        if (known != KillState.ARMED) {
            events.emit(new EngineEvent.LatchMoved(
                    now, known, KillState.ARMED, OPERATOR + operator, note, KillVerdict.OnTrip.KEEP));
            known = KillState.ARMED;
        }
    }
}
