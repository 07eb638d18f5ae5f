package io.levibot.engine.execution;

import java.util.List;
import java.util.Objects;

/**
 * What a venue answers when it is asked what became of one order. Every answer but {@link Unclear} is a promise: the engine
 * books by it and may order anew.
 *
 * @since 0.1.0
 */
public sealed interface OrderReport {
    /**
     * The venue does not have the order and cannot come to have it: no request that carries it is still under way. A broker that
     * cannot rule that out answers {@link Unclear}, since the engine takes the order for dead.
     *
     * @since 0.1.0
     */
    record NeverSeen() implements OrderReport {}

    /**
     * The order is open: more of it may fill.
     *
     * @param executions every execution so far, in the venue's order
     * @since 0.1.0
     */
    record Open(List<Fill> executions) implements OrderReport {
        /** Copies. */
        public Open {
            executions = List.copyOf(executions);
        }
    }

    /**
     * The order has ended: nothing more of it will fill.
     *
     * @param outcome how it ended
     * @param executions every execution that it ever had, in the venue's order
     * @since 0.1.0
     */
    record Done(Outcome outcome, List<Fill> executions) implements OrderReport {
        /** Copies. */
        public Done {
            Objects.requireNonNull(outcome, "outcome");
            executions = List.copyOf(executions);
        }
    }

    /**
     * The venue answered, but not in a way that settles the order. It stays open in the engine's books and is asked about again.
     *
     * @param why what is known, no secret
     * @since 0.1.0
     */
    record Unclear(String why) implements OrderReport {
        /** Refuses null. */
        public Unclear {
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * How an order ended.
     *
     * @since 0.1.0
     */
    enum Outcome {
        /** Filled whole. */
        FILLED,
        /** Cancelled or expired, perhaps after a part of it was filled. */
        CANCELLED,
        /** Refused; nothing of it was filled. */
        REJECTED
    }
}
