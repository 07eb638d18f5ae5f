package io.levibot.engine.execution;

import io.levibot.api.Symbol;
import java.time.Instant;
import java.util.Objects;

/**
 * What a broker says of an order after it was submitted.
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
     * @param state whether more may follow
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
     * The order was cancelled: nothing more of it will fill.
     *
     * @param clientId the order's id
     * @param symbol the instrument
     * @param time when
     * @since 0.1.0
     */
    record Cancelled(String clientId, Symbol symbol, Instant time) implements OrderUpdate {
        /** Refuses nulls. */
        public Cancelled {
            requireAll(clientId, symbol, time);
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
