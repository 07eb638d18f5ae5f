package io.levibot.engine;

import io.levibot.api.Bar;
import io.levibot.api.Decision;
import io.levibot.api.LevibotException;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives the bars of many symbols through an engine in rounds: the bars of one close time are scored side by side and then
 * decided one after another in symbol order, so that capital is shared in the same way whichever thread was fastest.
 *
 * <p>A round waits for its bars and then for its scores, each no longer than the limit. A symbol whose bar has not come is
 * journalled as missed; its bar is decided by itself when it comes. A symbol that missed {@value #SILENT_AFTER_ROUNDS} rounds in
 * a row is silent: it goes on being journalled as missed, but is not waited for until a bar of it has come. A symbol whose score
 * has not come is decided without it, so that its fills, marks and stops go on.
 *
 * <p>Used once, by the thread that made it.
 */
final class BarRounds {
    private static final Logger LOG = LoggerFactory.getLogger(BarRounds.class);
    static final int SILENT_AFTER_ROUNDS = 3;

    private static final long LOOK_MILLIS = 50;
    private static final int MAX_SUPPRESSED = 8;

    private final BarFeed feed;
    private final EngineCore core;
    private final Intake intake;
    private final @Nullable Executor executor;
    private final Duration limit;
    private final Consumer<Decision> decisions;
    private final Map<Symbol, Integer> missedInARow = new HashMap<>();
    private @Nullable Bar carried;
    private @Nullable Instant decidedUntil;
    private @Nullable RuntimeException failure;
    private @Nullable Throwable broken;
    private boolean interrupted;

    /** Where the bars come from. */
    private interface Intake {
        /**
         * Returns the next bar; null at the source's end, at the engine's, and once the deadline has passed.
         *
         * @param deadline by the engine's clock, null to wait for as long as it takes
         */
        @Nullable
        Bar next(@Nullable Instant deadline) throws InterruptedException;

        /** Takes no more from the source. Returns whether bars that were read ahead still have to be taken from here. */
        default boolean enough() {
            return false;
        }
    }

    private BarRounds(
            BarFeed feed, Intake intake, @Nullable Executor executor, Duration limit, Consumer<Decision> decisions) {
        this.feed = feed;
        this.core = feed.core();
        this.intake = intake;
        this.executor = executor;
        this.limit = limit;
        this.decisions = decisions;
        this.carried = feed.takeLeft();
    }

    /** Everything on the calling thread; nothing is waited for but the source. */
    static void onThisThread(BarFeed feed, BarSource source, Consumer<Decision> decisions) {
        new BarRounds(feed, deadline -> source.next(), null, Duration.ZERO, decisions).drive();
    }

    /** Source and scores on the executor's threads. */
    static void on(Executor executor, BarFeed feed, BarQueue queue, Duration limit, Consumer<Decision> decisions) {
        executor.execute(queue);
        try {
            new BarRounds(feed, new Queued(feed.core(), queue), executor, limit, decisions).drive();
        } finally {
            queue.stop();
        }
    }

    /**
     * What was taken is decided, whatever ends the bars; but for the first bar of a round that is not complete because the host's
     * code failed in the one before, which is left for the next run.
     */
    private void drive() {
        while (broken == null || intake.enough()) {
            Bar first = take(null);
            if (first == null) {
                break;
            }
            Instant close = first.closeTime();
            missedInARow.remove(first.symbol());
            if (decidedUntil != null && !close.isAfter(decidedUntil)) {
                decide(List.of(first), List.of());
            } else {
                decideRound(first, close);
                decidedUntil = close;
            }
        }
        feed.leave(carried);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rethrow();
    }

    private void rethrow() {
        Throwable first = broken == null ? failure : broken;
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof RuntimeException thrown) {
            throw thrown;
        }
        if (first != null) {
            throw new LevibotException("engine", "the receiver of decisions failed: " + Failures.text(first), first);
        }
    }

    /** Notes what ends the run once the round in hand is decided, and the first few things that went wrong after it. */
    private void broke(Throwable cause) {
        Throwable first = broken;
        if (first == null) {
            broken = cause;
        } else if (first != cause && first.getSuppressed().length < MAX_SUPPRESSED) {
            first.addSuppressed(cause);
        }
    }

    private void decideRound(Bar first, Instant close) {
        List<Bar> round = new ArrayList<>();
        List<Bar> repeated = new ArrayList<>();
        Set<Symbol> seen = new HashSet<>();
        Instant deadline =
                core.clock.simulated() != null ? null : core.clock.instant().plus(limit);
        Bar next = first;
        while (next != null && !next.closeTime().isAfter(close)) {
            if (next.closeTime().isBefore(close)) {
                decide(List.of(next), List.of());
            } else {
                (seen.add(next.symbol()) ? round : repeated).add(next);
            }
            missedInARow.remove(next.symbol());
            next = take(seen, deadline);
        }
        carried = next;
        round.sort(Comparator.comparing(Bar::symbol));
        decide(round, missed(seen));
        repeated.forEach(bar -> decide(List.of(bar), List.of()));
    }

    /** Returns the next bar; null if the round has all that it waits for. */
    private @Nullable Bar take(Set<Symbol> seen, @Nullable Instant deadline) {
        if (seen.size() == core.lanes.size()) {
            return null;
        }
        boolean complete = core.lanes.keySet().stream().allMatch(symbol -> seen.contains(symbol) || isSilent(symbol));
        // Bars of silent symbols that are here already are taken, but nothing is waited for.
        return take(complete && deadline != null ? core.clock.instant() : deadline);
    }

    private boolean isSilent(Symbol symbol) {
        return missedInARow.getOrDefault(symbol, 0) >= SILENT_AFTER_ROUNDS;
    }

    /** Returns null at the end of the bars, and once the deadline has passed. */
    private @Nullable Bar take(@Nullable Instant deadline) {
        Bar bar = carried;
        carried = null;
        if (bar != null || failure != null || interrupted) {
            return bar;
        }
        try {
            return nextTraded(deadline);
        } catch (InterruptedException e) {
            interrupted = true;
        } catch (RuntimeException e) {
            failure = e;
        }
        return null;
    }

    /** A bar of a symbol that the engine does not trade ends the run, but costs the round in hand nothing. */
    private @Nullable Bar nextTraded(@Nullable Instant deadline) throws InterruptedException {
        Bar bar = intake.next(deadline);
        while (bar != null && !core.lanes.containsKey(bar.symbol())) {
            broke(core.notTraded(bar.symbol()));
            bar = intake.next(deadline);
        }
        return bar;
    }

    /** Symbols that have given bars before and gave none now; counts the rounds that every symbol missed. */
    private List<Symbol> missed(Set<Symbol> seen) {
        List<Symbol> missed = new ArrayList<>();
        core.lanes.forEach((symbol, lane) -> {
            if (seen.contains(symbol)) {
                return;
            }
            missedInARow.merge(symbol, 1, Integer::sum);
            if (lane.newestClose() != null) {
                missed.add(symbol);
            }
        });
        return missed;
    }

    private void decide(List<Bar> bars, List<Symbol> missed) {
        SimulatedClock simulated = core.clock.simulated();
        if (simulated != null) {
            simulated.advanceTo(bars.get(0).closeTime());
        }
        List<Decision> made = inTurn(bars, missed);
        guarded(() -> feed.afterRound(made.size()));
        made.forEach(decision -> guarded(() -> decisions.accept(decision)));
    }

    /** One decision that the host could not take does not cost it the others. */
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (Throwable e) {
            broke(e);
        }
    }

    private List<Decision> inTurn(List<Bar> bars, List<Symbol> missed) {
        core.turn.lock();
        try {
            return decideInTurn(bars, missed);
        } finally {
            core.turn.unlock();
        }
    }

    private List<Decision> decideInTurn(List<Bar> bars, List<Symbol> missed) {
        if (core.closed) {
            return List.of();
        }
        Instant now = core.clock.instant();
        long tick = core.tick();
        List<Lane> lanes = new ArrayList<>(bars.size());
        for (Bar bar : bars) {
            lanes.add(core.laneOf(bar.symbol()));
        }
        score(lanes, bars, now);
        return feed.decideAll(lanes, bars, new BarFeed.Turn(now, tick, missed), this::broke);
    }

    private void score(List<Lane> lanes, List<Bar> bars, Instant now) {
        if (executor == null) {
            for (int i = 0; i < bars.size(); i++) {
                Lane lane = lanes.get(i);
                Bar bar = bars.get(i);
                admit(lane, bar, () -> lane.assess(bar, now, core.seat.cross()));
            }
            return;
        }
        CountDownLatch answers = new CountDownLatch(bars.size());
        List<@Nullable ScoreTicket> tickets = new ArrayList<>(bars.size());
        for (int i = 0; i < bars.size(); i++) {
            tickets.add(ticket(lanes.get(i), bars.get(i), now, answers));
        }
        try {
            answers.await(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            interrupted = true; // set again at the end: an interrupted thread could not write the journal
        }
        for (int i = 0; i < bars.size(); i++) {
            ScoreTicket ticket = tickets.get(i);
            if (ticket != null && !ticket.answered()) {
                Lane lane = lanes.get(i);
                Bar bar = bars.get(i);
                inLane(lane, () -> lane.giveUp(bar));
            }
        }
    }

    /** Returns null if there is nothing to wait for. */
    private @Nullable ScoreTicket ticket(Lane lane, Bar bar, Instant now, CountDownLatch answers) {
        boolean[] ready = new boolean[1];
        admit(lane, bar, () -> ready[0] = lane.admit(bar, core.seat.cross()) == Lane.Entry.READY);
        if (!ready[0]) {
            answers.countDown();
            return null;
        }
        LaneScorer scorer = lane.scorer();
        scorer.enter(now);
        ScoreTicket ticket = new ScoreTicket(scorer, bar, now, answers);
        try {
            Objects.requireNonNull(executor).execute(ticket);
        } catch (Throwable e) { // the executor is the host's
            LOG.warn("the score of {} is given up, the executor refused it: {}", bar.symbol(), Failures.contain(e));
            scorer.leave();
            answers.countDown();
        }
        return ticket;
    }

    /** What breaks off here has changed the lane before the journal knows of the bar; the round's other bars go on. */
    private void admit(Lane lane, Bar bar, Runnable admission) {
        try {
            inLane(lane, admission);
        } catch (Throwable e) {
            core.brokenOff(e);
            broke(e);
            inLane(lane, () -> lane.giveUp(bar));
        }
    }

    /** A swap that is being prepared reads what the lane remembers meanwhile. */
    private static void inLane(Lane lane, Runnable action) {
        lane.lock.lock();
        try {
            action.run();
        } finally {
            lane.lock.unlock();
        }
    }

    /** Takes bars that another thread reads, and looks up now and then to see whether the engine was closed. */
    private static final class Queued implements Intake {
        private final EngineCore core;
        private final BarQueue queue;
        private boolean ended;

        Queued(EngineCore core, BarQueue queue) {
            this.core = core;
            this.queue = queue;
        }

        @Override
        public @Nullable Bar next(@Nullable Instant deadline) throws InterruptedException {
            while (!ended && !core.closed) {
                long left = deadline == null
                        ? LOOK_MILLIS
                        : Math.min(
                                LOOK_MILLIS,
                                Duration.between(core.clock.instant(), deadline).toMillis());
                BarQueue.Item item = queue.poll(Math.max(0, left));
                if (item != null) {
                    return taken(item);
                }
                if (deadline != null && !core.clock.instant().isBefore(deadline)) {
                    return null;
                }
            }
            return null;
        }

        @Override
        public boolean enough() {
            queue.enough();
            return true;
        }

        private @Nullable Bar taken(BarQueue.Item item) {
            if (item.bar() == null) {
                ended = true;
                RuntimeException failure = item.failure();
                if (failure != null) {
                    throw failure;
                }
            }
            return item.bar();
        }
    }
}
