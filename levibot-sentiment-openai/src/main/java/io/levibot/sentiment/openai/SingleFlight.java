package io.levibot.sentiment.openai;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

/** Lets one thread do what several want at once, and gives the others its outcome. */
final class SingleFlight {
    private final ConcurrentMap<ScoreKey, CompletableFuture<Outcome>> flights = new ConcurrentHashMap<>();

    /**
     * What a thread got.
     *
     * @param outcome the outcome
     * @param role whether this thread did the work
     */
    record Landing(Outcome outcome, Role role) {}

    /** Part that a thread had. */
    enum Role {
        /** It did the work. */
        PILOT,
        /** It waited for another thread that did. */
        PASSENGER
    }

    /**
     * @param key what is wanted
     * @param work done by the first of the threads that want it at the same time, on that thread
     * @return the outcome of that one run of the work
     */
    Landing fly(ScoreKey key, Supplier<Outcome> work) {
        CompletableFuture<Outcome> own = new CompletableFuture<>();
        CompletableFuture<Outcome> other = flights.putIfAbsent(key, own);
        if (other != null) {
            return new Landing(other.join(), Role.PASSENGER);
        }
        try {
            Outcome outcome = work.get();
            own.complete(outcome);
            return new Landing(outcome, Role.PILOT);
        } catch (RuntimeException e) {
            own.completeExceptionally(e);
            throw e;
        } finally {
            flights.remove(key, own);
        }
    }
}
