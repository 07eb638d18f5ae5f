package io.levibot.engine.execution;

import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * What a broker says of an order after it was submitted. Updates may come twice, late and out of order: executions are told
 * apart by their ids, and the engine holds an order for ended only when the executions that it knows add up to what the order
 * was or, by {@link Cancelled#filled}, came to.
 *
 * @since 0.1.0
 */
public sealed interface OrderUpdate {
    /** Returns the order's id. */
    String clientId();

    /** Returns the instrument. */
    Symbol symbol();

    /** Returns when it happened, by the broker's clock. */
    Instant time();

    /**
     * The broker has the order and works it.
     *
     * @param clientId the order's id
     * @param symbol the instrument
     * @param time when
     * @since 0.1.0
     */
    record Acknowledged(String clientId, Symbol symbol, Instant time) implements OrderUpdate {
        /** Refuses nulls. */
        public Acknowledged {
            requireAll(clientId, symbol, time);
        }
    }

    /**
     * The order, or a part of it, was filled.
     *
     * @param fill what was filled
     * @param state whether more may be executed after this one; executions before it may still be on their way
     * @since 0.1.0
     */
    record Filled(Fill fill, Completion state) implements OrderUpdate {
        /** Refuses nulls. */
        public Filled {
            Objects.requireNonNull(fill, "fill");
            Objects.requireNonNull(state, "state");
        }

        @Override
        public String clientId() {
            return fill.clientId();
        }

        @Override
        public Symbol symbol() {
            return fill.symbol();
        }

        @Override
        public Instant time() {
            return fill.time();
        }
    }

    /**
     * The broker refused the order: nothing more of it will fill.
     *
     * @param clientId the order's id
     * @param symbol the instrument
     * @param time when
     * @param why the broker's words, no secret
     * @since 0.1.0
     */
    record Rejected(String clientId, Symbol symbol, Instant time, String why) implements OrderUpdate {
        /** Refuses nulls. */
        public Rejected {
            requireAll(clientId, symbol, time);
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * The order was cancelled or has expired: nothing more of it will fill. Executions that it counts may still be on their way
     * to the engine; until they have come the order's rest counts as open.
     *
     * @param clientId the order's id
     * @param symbol the instrument
     * @param time when
     * @param filled units that were filled over the order's whole life, 0 or more
     * @since 0.1.0
     */
    record Cancelled(String clientId, Symbol symbol, Instant time, BigDecimal filled) implements OrderUpdate {
        /** @throws IllegalArgumentException if filled is negative */
        public Cancelled {
            requireAll(clientId, symbol, time);
            if (filled.signum() < 0) {
                throw new IllegalArgumentException(
                        "cancelled order " + clientId + ": filled " + filled + " is below 0");
            }
        }
    }

    /**
     * The order could not be cancelled: the request came too late, or the venue does not know the order. What the order does is
     * open; the engine asks for a {@link Broker#report}.
     *
     * @param clientId the order's id
     * @param symbol the instrument
     * @param time when
     * @param why the broker's words, no secret
     * @since 0.1.0
     */
    record CancelRejected(String clientId, Symbol symbol, Instant time, String why) implements OrderUpdate {
        /** Refuses nulls. */
        public CancelRejected {
            requireAll(clientId, symbol, time);
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * The order's fate is not known (a time-out). It is not dead: until a later update settles it, it counts as open.
     *
     * @param clientId the order's id
     * @param symbol the instrument
     * @param time when
     * @param why what is known
     * @since 0.1.0
     */
    record Unknown(String clientId, Symbol symbol, Instant time, String why) implements OrderUpdate {
        /** Refuses nulls. */
        public Unknown {
            requireAll(clientId, symbol, time);
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * Whether more of an order may fill.
     *
     * @since 0.1.0
     */
    enum Completion {
        /** The rest of the order is still open. */
        PARTIAL,
        /** Nothing more will fill. */
        COMPLETE
    }

    private static void requireAll(String clientId, Symbol symbol, Instant time) {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(time, "time");
    }
}
