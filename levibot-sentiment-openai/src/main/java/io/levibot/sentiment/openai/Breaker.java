package io.levibot.sentiment.openai;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leaves a failing service alone for a while.
 *
 * <p>Closed: calls pass. After a number of failures in a row it opens and nothing passes until a pause is over; then one call
 * passes as a probe: if it succeeds the breaker closes, if it fails the breaker opens again. A service that asks for a long
 * wait opens it at once. Whoever was let through tells how it went, exactly once. Safe for concurrent use; time is the given
 * clock's.
 */
final class Breaker {
    private static final Logger LOG = LoggerFactory.getLogger(Breaker.class);

    private final int tolerated;
    private final Duration pause;
    private final InstantSource clock;
    private int failures;
    private @Nullable Instant openUntil;
    private boolean probing;

    /**
     * @param tolerated failures in a row at which it opens, at least 1
     * @param pause how long it stays open
     * @param clock what time is told by
     */
    Breaker(int tolerated, Duration pause, InstantSource clock) {
        this.tolerated = tolerated;
        this.pause = pause;
        this.clock = clock;
    }

    /** Returns whether a call may pass; if so the caller must tell how it went. */
    synchronized boolean letsThrough() {
        if (openUntil == null) {
            return true;
        }
        if (probing || clock.instant().isBefore(openUntil)) {
            return false;
        }
        probing = true;
        return true;
    }

    /** The service did its part, whatever was made of the answer. */
    synchronized void succeeded() {
        if (openUntil != null) {
            LOG.info("Sentiment service answers again");
        }
        failures = 0;
        openUntil = null;
        probing = false;
    }

    /** The service failed. */
    synchronized void failed() {
        failures++;
        if (probing || failures >= tolerated) {
            open(pause);
        }
    }

    /** The service failed and asked to be left alone. */
    synchronized void failedAskingFor(Duration wait) {
        failures++;
        open(wait);
    }

    /** Nothing was learned of the service: the call was not made. */
    synchronized void abandoned() {
        probing = false;
    }

    private void open(Duration wait) {
        Instant until = clock.instant().plus(wait);
        // A straggler of an earlier call must not shorten the pause.
        openUntil = openUntil != null && openUntil.isAfter(until) ? openUntil : until;
        probing = false;
        LOG.warn("Sentiment service is left alone until {} after {} failures in a row", openUntil, failures);
    }
}
