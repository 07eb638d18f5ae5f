package io.levibot.engine;

import io.levibot.api.Bar;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One bar on its way through a scorer on another thread. Exactly one of two things happens: the answer comes in time, or the
 * bar is given up and the answer is nobody's.
 */
final class ScoreTicket implements Runnable {
    private enum State {
        OPEN,
        ANSWERED,
        GIVEN_UP
    }

    private final LaneScorer scorer;
    private final Bar bar;
    private final Instant now;
    private final CountDownLatch answers;
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);

    ScoreTicket(LaneScorer scorer, Bar bar, Instant now, CountDownLatch answers) {
        this.scorer = scorer;
        this.bar = bar;
        this.now = now;
        this.answers = answers;
    }

    @Override
    public void run() {
        try {
            if (state.get() == State.OPEN) {
                scorer.assess(bar, now);
                state.compareAndSet(State.OPEN, State.ANSWERED);
            }
        } finally {
            state.compareAndSet(State.OPEN, State.GIVEN_UP);
            scorer.leave();
            answers.countDown();
        }
    }

    /** Takes the answer if it is there, and gives the bar up if it is not. Whoever gets false must not look at the answer. */
    boolean answered() {
        return !state.compareAndSet(State.OPEN, State.GIVEN_UP) && state.get() == State.ANSWERED;
    }
}
