package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarGuard;
import io.levibot.engine.bar.BarVerdict;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.feature.CrossFeatures;
import io.levibot.engine.feature.ExternalValue;
import io.levibot.engine.registry.ServingModel;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The part of the decision path that belongs to one symbol: guard and memory of bars here, features and model in a {@link
 * LaneScorer}. It shares nothing with other lanes, so a slow model of one symbol holds up no other.
 *
 * <p>A bar is admitted, scored, and then decided by the {@link Desk}. A bar whose score is given up is decided without one; the
 * scorer is then behind, and before the next bar a new one is warmed with what the lane remembers.
 *
 * <p>Everything but the volatile figures is guarded by {@link #lock}.
 */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    static final long IDLE = Long.MIN_VALUE;

    /** The model had not answered when the bar had to be decided. */
    static final Reason UNANSWERED = Reason.STALLED.with("the model had not answered in time");

    /** What became of a bar at the door. */
    enum Entry {
        /** To be scored. */
        READY,
        /** Not to be used at all. */
        REFUSED,
        /** Accepted, but the scorer cannot take it: it is still at an earlier bar. */
        UNANSWERED
    }

    final ReentrantLock lock = new ReentrantLock();
    final Symbol symbol;

    private final EngineConfig config;
    private final Script script;
    private final BarGuard guard;
    private final ArrayDeque<Bar> history = new ArrayDeque<>();
    private final ValueMemory values = new ValueMemory();
    private final ValueTimes times = new ValueTimes();
    private final Assessment aside = new Assessment();
    private Assessment current = aside;
    private final List<LaneScorer> leftBehind = new CopyOnWriteArrayList<>();
    private volatile LaneScorer scorer;
    private boolean behind;
    private boolean scriptedUnanswered;
    private long missingBars;
    private long accepted;
    private double previousClose = Double.NaN;
    private double lastClose = Double.NaN;

    private volatile @Nullable Instant newestClose;
    private volatile long busySinceMillis = IDLE;

    Lane(Symbol symbol, EngineConfig config, Script script, BarGuard guard, @Nullable FallbackScorer fallback) {
        this.symbol = symbol;
        this.config = config;
        this.script = script;
        this.guard = guard;
        this.scorer = new LaneScorer(symbol, config, script, null, fallback);
    }

    /** Close time of the newest accepted bar; read by health and gauges from any thread. */
    @Nullable
    Instant newestClose() {
        return newestClose;
    }

    /** How old the values from outside are; read by health and gauges from any thread. */
    ValueTimes valueTimes() {
        return times;
    }

    /** When the oldest work in progress began, in epoch milliseconds of the engine's clock, or {@link #IDLE}. */
    long busySinceMillis() {
        long deciding = busySinceMillis;
        long scoring = scorer.busySinceMillis();
        if (deciding == IDLE || scoring == IDLE) {
            return Math.max(deciding, scoring);
        }
        return Math.min(deciding, scoring);
    }

    void begin(Instant now) {
        busySinceMillis = now.toEpochMilli();
    }

    void end() {
        busySinceMillis = IDLE;
    }

    /** Close of the bar before the newest one, NaN before the second. */
    double previousClose() {
        return previousClose;
    }

    LaneScorer scorer() {
        return scorer;
    }

    /** Whether a thread is in the model here, be it that its answer was given up long ago. */
    boolean isIn(ServingModel model) {
        LaneScorer serving = scorer;
        return (serving.busy() && serving.model() == model)
                || leftBehind.stream().anyMatch(old -> old.busy() && old.model() == model);
    }

    /** What is known of the bar in hand. */
    Assessment assessment() {
        return current;
    }

    /** How many bars were accepted so far. */
    long accepted() {
        return accepted;
    }

    /** The bars that a new model's features can be warmed with, oldest first. */
    List<Bar> remembered() {
        return new ArrayList<>(history);
    }

    /** Makes a scorer of another model, its features warmed with bars of the past. It does not serve yet. */
    LaneScorer prepare(ServingModel next, List<Bar> past) {
        LaneScorer fresh = new LaneScorer(symbol, config, script, next, null);
        fresh.warm(past, List.of());
        return fresh;
    }

    /** For how many bars the price is not known, because each was refused as an outlier. */
    int barsWithoutPrice() {
        return guard.outliersInARow();
    }

    /**
     * Standard deviation of the last one-bar log returns of accepted bars, a gap counting as one bar; NaN without as many, or if
     * none are asked for. The mean is taken as 0, as is usual over short bars.
     */
    double volatility(int returns) {
        if (returns <= 0 || history.size() <= returns) {
            return Double.NaN;
        }
        Iterator<Bar> newestFirst = history.descendingIterator();
        double later = newestFirst.next().close();
        double squares = 0.0;
        for (int i = 0; i < returns; i++) {
            double earlier = newestFirst.next().close();
            double log = StrictMath.log(later / earlier);
            squares += log * log;
            later = earlier;
        }
        return Math.sqrt(squares / returns);
    }

    /** Puts another model in place, its features warmed with the bars that this lane remembers. */
    void install(@Nullable ServingModel next) {
        install(
                next == null ? new LaneScorer(symbol, config, script, null, null) : prepare(next, remembered()),
                accepted);
    }

    /**
     * Puts a prepared scorer in place. What came since it was prepared is handed on: bars, and all values from outside that are
     * in force or wait for their time.
     *
     * @param next a scorer that nobody else uses
     * @param warmedAt how many bars had been {@linkplain #accepted accepted} when it was warmed
     */
    void install(LaneScorer next, long warmedAt) {
        List<Bar> past = remembered();
        int since = (int) Math.min(accepted - warmedAt, past.size());
        next.warm(past.subList(past.size() - since, past.size()), values.all());
        next.adopt(fallback(past));
        leftBehind.removeIf(old -> !old.busy());
        if (scorer.busy()) {
            leftBehind.add(scorer);
        }
        scorer = next;
        behind = false;
    }

    /** The lane's lock is held, and no bar is being decided. A scorer that still hangs in an earlier bar is made anew later. */
    LaneState capture() {
        boolean anew = behind || scorer.busy() || scorer.isToWarm();
        return new LaneState(
                guard.capture(),
                List.copyOf(history),
                accepted,
                previousClose,
                lastClose,
                values.all(),
                anew,
                anew ? null : scorer.capture(),
                anew ? null : scorer.captureFallback());
    }

    /** Goes on where another lane stood. */
    void restore(LaneState state, @Nullable ServingModel serving) {
        guard.restore(state.guard());
        history.clear();
        history.addAll(state.history());
        accepted = state.accepted();
        previousClose = state.previousClose();
        lastClose = state.lastClose();
        newestClose = history.isEmpty() ? null : history.getLast().closeTime();
        values.restore(state.values());
        state.values().forEach(value -> times.add(value, newestClose));
        LaneScorer fresh = new LaneScorer(symbol, config, script, serving, scorer.fallback());
        behind = state.behind();
        if (!behind) {
            fresh.restore(remembered(), state.model(), state.fallback());
        }
        scorer = fresh;
    }

    /** Offers a value from outside; refused by the model, it is not remembered either. */
    void offer(ExternalValue value) {
        if (!scorer.busy()) {
            scorer.offer(value);
        }
        values.add(value, newestClose);
        times.add(value, newestClose);
    }

    /** Makes the next accepted bar one whose score is given up: a replay does not wait for what never came. */
    void scriptUnanswered() {
        scriptedUnanswered = true;
    }

    /** Admits and scores a bar on the calling thread. */
    Assessment assess(Bar bar, Instant now, @Nullable CrossFeatures cross) {
        if (admit(bar, cross) == Entry.READY) {
            LaneScorer mine = scorer;
            mine.enter(now);
            try {
                mine.assess(bar, now);
            } catch (Throwable e) { // what a model throws is contained in there; this would leave the bar in no journal
                LOG.error("{} is decided without its score, and its features are made anew", bar.symbol(), e);
                giveUp(bar);
            } finally {
                mine.leave();
            }
        }
        return current;
    }

    /**
     * Judges the next bar and remembers it if it may be used.
     *
     * @param cross what other symbols' bars said before this one, null if the model looks at none; learns of this one
     */
    Entry admit(Bar bar, @Nullable CrossFeatures cross) {
        Entry entry = admit(bar);
        if (cross != null && entry != Entry.REFUSED) {
            if (entry == Entry.READY) {
                scorer.offerFrom(cross);
            }
            cross.update(bar);
        }
        return entry;
    }

    private Entry admit(Bar bar) {
        boolean unanswered = scriptedUnanswered || scorer.busy();
        if (behind && !unanswered) {
            catchUp();
        }
        BarVerdict verdict = guard.check(bar);
        missingBars = verdict.missingBars();
        take(unanswered ? aside : scorer.assessment(), bar);
        Reason refusal = verdict.reason();
        if (refusal != null) {
            current.refuse(refusal);
            return Entry.REFUSED;
        }
        scriptedUnanswered = false;
        previousClose = lastClose;
        lastClose = bar.close();
        newestClose = bar.closeTime();
        remember(bar);
        if (unanswered) {
            giveUp(bar);
            return Entry.UNANSWERED;
        }
        return Entry.READY;
    }

    /** Lets the admitted bar be decided without a score. */
    void giveUp(Bar bar) {
        behind = true;
        take(aside, bar);
        aside.giveUp(UNANSWERED);
    }

    private void take(Assessment assessment, Bar bar) {
        current = assessment;
        current.reset(scorer.model());
        if (missingBars > 0) {
            current.found(new EngineEvent.GapFound(bar.closeTime(), symbol, missingBars));
        }
    }

    private void catchUp() {
        LaneScorer fresh = new LaneScorer(symbol, config, script, scorer.model(), null);
        FallbackScorer fallback = scorer.fallback();
        fresh.adopt(fallback == null ? null : fallback.anew());
        fresh.warmLater(remembered(), values.all());
        scorer = fresh;
        behind = false;
    }

    private @Nullable FallbackScorer fallback(List<Bar> past) {
        FallbackScorer fallback = scorer.fallback();
        if (fallback == null || !behind) {
            return fallback;
        }
        FallbackScorer fresh = fallback.anew();
        past.forEach(fresh::update);
        return fresh;
    }

    private void remember(Bar bar) {
        accepted++;
        history.addLast(bar);
        if (history.size() > Math.max(config.historyBars(), scorer.lookbackBars())) {
            history.removeFirst();
        }
    }
}
