package io.levibot.engine.event;

import io.levibot.api.Bar;
import io.levibot.api.Decision;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.execution.OpenOrder;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderUpdate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in an engine. {@linkplain Input Inputs} are what the engine was given: replaying them in order makes
 * every other event again.
 *
 * @since 0.1.0
 */
public sealed interface EngineEvent {
    /** Returns the engine's time: the close of the bar in hand, or the clock for what no bar caused. */
    Instant at();

    /**
     * An event that came from outside.
     *
     * @since 0.1.0
     */
    sealed interface Input extends EngineEvent {}

    /**
     * The engine began, or began again after a restart. First event of every journal.
     *
     * @param at when
     * @param config the engine's configuration by key, in key order, without secrets
     * @param bundleId id of the loaded bundle, null without one
     * @param previousHead hash of the last event of the sealed journal that this one continues; null if it begins anew
     * @since 0.1.0
     */
    record Opened(
            Instant at,
            SortedMap<String, String> config,
            @Nullable String bundleId,
            @Nullable String previousHead) implements Input {
        /** Copies the configuration. */
        public Opened {
            Objects.requireNonNull(at, "at");
            config = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(config));
        }
    }

    /**
     * A closed bar was given to the engine.
     *
     * @param at when the engine received it, by its clock; the age of the data at the decision follows from it
     * @param bar the bar
     * @param answer whether the engine waited for the model's answer; that depends on the machine, so it is an input
     * @since 0.1.0
     */
    record BarReceived(Instant at, Bar bar, Answer answer) implements Input {
        /** Refuses nulls. */
        public BarReceived {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(bar, "bar");
            Objects.requireNonNull(answer, "answer");
        }

        /**
         * What became of the model's answer to a bar.
         *
         * @since 0.1.0
         */
        public enum Answer {
            /** It came, or none was needed. */
            IN_TIME,
            /** It had not come when the bar had to be decided, so the bar was decided without it. */
            GIVEN_UP
        }
    }

    /**
     * Bars of one close time were decided while symbols that had given bars before had none: nobody waited for them.
     *
     * @param at when
     * @param closeTime the close time
     * @param symbols whose bars had not come, in symbol order, not empty
     * @since 0.1.0
     */
    record BarsMissed(Instant at, Instant closeTime, List<Symbol> symbols) implements Input {
        /** Copies. */
        public BarsMissed {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(closeTime, "closeTime");
            symbols = List.copyOf(symbols);
        }
    }

    /**
     * A value from outside the bars (sentiment, for example) was given to the engine.
     *
     * @param at when it was given
     * @param symbol for which instrument
     * @param feature feature name
     * @param value the value, finite
     * @param availableAt from when on it may be used
     * @since 0.1.0
     */
    record ValueReceived(Instant at, Symbol symbol, String feature, double value, Instant availableAt)
            implements Input {
        /** @throws IllegalArgumentException if the value is not finite */
        public ValueReceived {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(symbol, "symbol");
            Objects.requireNonNull(feature, "feature");
            Objects.requireNonNull(availableAt, "availableAt");
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("value of " + feature + " is " + value + ", not finite");
            }
        }
    }

    /**
     * An operator, or the host in his name, acted.
     *
     * @param at when
     * @param act what was done
     * @param operator who
     * @param note why; may be empty where the act needs no reason
     * @since 0.1.0
     */
    record OperatorActed(Instant at, Act act, String operator, String note) implements Input {
        /** Refuses nulls. */
        public OperatorActed {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(act, "act");
            Objects.requireNonNull(operator, "operator");
            Objects.requireNonNull(note, "note");
        }

        /**
         * What an operator can do.
         *
         * @since 0.1.0
         */
        public enum Act {
            /** Let the model trade. */
            START,
            /** Keep the model from trading; protective exits go on. */
            STOP,
            /** Trip the latch to HALTED. */
            KILL,
            /** Re-arm the latch. */
            REARM,
            /** Close every position. */
            FLATTEN,
            /** Measure the drawdown from the equity of now on. */
            RESET_DRAWDOWN,
            /** Compare the book with the broker's. */
            RECONCILE,
            /** Take the broker's positions for the book's where nothing explains what differs. */
            ADOPT
        }
    }

    /**
     * A kill source asked for a tighter latch. Sources look at clocks, files and other processes, so a replay does not run them
     * again: it takes their requests from here.
     *
     * @param at when
     * @param source the source's id
     * @param verdict what it asked for
     * @param phase at which check
     * @since 0.1.0
     */
    record KillRequested(Instant at, String source, KillVerdict verdict, Phase phase) implements Input {
        /** Refuses nulls. */
        public KillRequested {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(verdict, "verdict");
            Objects.requireNonNull(phase, "phase");
        }

        /**
         * Where in the handling of a bar the latch is checked.
         *
         * @since 0.1.0
         */
        public enum Phase {
            /** Since the bar before: an operator, another process, a health check. */
            BETWEEN_BARS,
            /** After the bar's fills are booked, before its decision. */
            DECISION,
            /** Before an order is journalled. */
            SUBMIT,
            /** After an order was journalled, immediately before it leaves. */
            GATE
        }
    }

    /**
     * The engine looked after its latch and its broker between bars, and found something: what follows comes from that.
     *
     * @param at when
     * @since 0.1.0
     */
    record Checked(Instant at) implements Input {
        /** Refuses null. */
        public Checked {
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * The engine was restored after a crash and begins to act again. What the journal tells before it was done before the crash,
     * except that the order of the line before it, if there is one, may never have left.
     *
     * @param at when
     * @since 0.1.0
     */
    record Restarted(Instant at) implements Input {
        /** Refuses null. */
        public Restarted {
            Objects.requireNonNull(at, "at");
        }
    }

    /**
     * The loaded bundle changed.
     *
     * @param at when
     * @param fromBundle id of the one before, null if there was none
     * @param toBundle id of the new one
     * @since 0.1.0
     */
    record ModelSwapped(Instant at, @Nullable String fromBundle, String toBundle) implements Input {
        /** Refuses nulls. */
        public ModelSwapped {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(toBundle, "toBundle");
        }
    }

    /**
     * The broker answered what became of an order. The executions that the book did not have follow as updates.
     *
     * @param at when
     * @param order the order
     * @param report the answer
     * @since 0.1.0
     */
    record OrderReported(Instant at, Order order, OrderReport report) implements EngineEvent {
        /** Refuses nulls. */
        public OrderReported {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(order, "order");
            Objects.requireNonNull(report, "report");
        }
    }

    /**
     * The broker said what it holds, and the book was compared with it. A broker that could not say is a {@link PluginFailed}
     * instead: nothing was compared.
     *
     * @param at when
     * @param result whether they agree
     * @param positions the broker's held quantity by symbol
     * @param openOrders the broker's open orders
     * @param differences broker's quantity less the book's, by symbol, where they are not the same
     * @since 0.1.0
     */
    record Reconciled(
            Instant at,
            Result result,
            SortedMap<Symbol, BigDecimal> positions,
            List<OpenOrder> openOrders,
            SortedMap<Symbol, BigDecimal> differences)
            implements EngineEvent {
        /** Copies. */
        public Reconciled {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(result, "result");
            positions = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(positions));
            openOrders = List.copyOf(openOrders);
            differences = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(differences));
        }

        /**
         * What a comparison came to.
         *
         * @since 0.1.0
         */
        public enum Result {
            /** Same positions, no order of unknown fate, no open order that is not the engine's. */
            AGREED,
            /** Orders of unknown or unfinished fate may explain what differs; it is compared again. */
            UNSETTLED,
            /** Nothing that the engine knows of explains what differs; the latch trips to REDUCE_ONLY. */
            DISPUTED
        }
    }

    /**
     * A bar was not used.
     *
     * @param at its close time
     * @param symbol the instrument
     * @param reason why
     * @since 0.1.0
     */
    record BarRefused(Instant at, Symbol symbol, Reason reason) implements EngineEvent {
        /** Refuses nulls. */
        public BarRefused {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(symbol, "symbol");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Bars are missing before the one in hand.
     *
     * @param at close time of the bar in hand
     * @param symbol the instrument
     * @param missingBars how many, 1 or more
     * @since 0.1.0
     */
    record GapFound(Instant at, Symbol symbol, long missingBars) implements EngineEvent {
        /** Refuses nulls. */
        public GapFound {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(symbol, "symbol");
        }
    }

    /**
     * A bar was decided.
     *
     * @param decision the decision
     * @since 0.1.0
     */
    record Decided(Decision decision) implements EngineEvent {
        /** Refuses null. */
        public Decided {
            Objects.requireNonNull(decision, "decision");
        }

        @Override
        public Instant at() {
            return decision.asOf();
        }
    }

    /**
     * An order was not made, though the decision asked for it.
     *
     * @param at when
     * @param symbol the instrument
     * @param reason which limit or state refused it
     * @since 0.1.0
     */
    record OrderRefused(Instant at, Symbol symbol, Reason reason) implements EngineEvent {
        /** Refuses nulls. */
        public OrderRefused {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(symbol, "symbol");
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * An order is about to be submitted. Journalled before it leaves.
     *
     * @param order the order
     * @since 0.1.0
     */
    record OrderSubmitted(Order order) implements EngineEvent {
        /** Refuses null. */
        public OrderSubmitted {
            Objects.requireNonNull(order, "order");
        }

        @Override
        public Instant at() {
            return order.createdAt();
        }
    }

    /**
     * The broker said something of an order.
     *
     * @param update what it said
     * @param treatment what the engine made of it
     * @param poll how often the broker was asked for updates since the event before, this time included; 0 for the second and
     *     later updates of one answer. A replay hands the update over at the same place.
     * @since 0.1.0
     */
    record OrderUpdated(OrderUpdate update, Treatment treatment, int poll) implements EngineEvent {
        /**
         * An update of the first answer since the event before, or one that the engine made itself.
         *
         * @param update what was said
         * @param treatment what the engine made of it
         */
        public OrderUpdated(OrderUpdate update, Treatment treatment) {
            this(update, treatment, 1);
        }

        /** Refuses nulls. */
        public OrderUpdated {
            Objects.requireNonNull(update, "update");
            Objects.requireNonNull(treatment, "treatment");
        }

        @Override
        public Instant at() {
            return update.time();
        }

        /** Returns the fill if one was booked, else null. */
        public @Nullable Fill booked() {
            return treatment.books() && update instanceof OrderUpdate.Filled filled ? filled.fill() : null;
        }

        /**
         * What an engine makes of an update.
         *
         * @since 0.1.0
         */
        public enum Treatment {
            /** Taken; a fill is booked. */
            TAKEN,
            /** A fill of an increase that left before the latch was tightened: booked, and treated as the trip asks. */
            LATE_FILL,
            /** An execution after its order's end or beyond its quantity: booked, and the latch trips to REDUCE_ONLY. */
            AFTER_END,
            /** Told before, or overtaken by the order's end: nothing happens. */
            REPEATED,
            /** Of an order that is not this engine's: not booked; an execution trips the latch to REDUCE_ONLY. */
            FOREIGN;

            /** Returns whether a fill is booked. */
            public boolean books() {
                return this == TAKEN || this == LATE_FILL || this == AFTER_END;
            }
        }
    }

    /**
     * The kill latch moved, or was asked to and stayed.
     *
     * @param at when
     * @param from state before
     * @param to state after
     * @param source who asked: a source's id, or {@code operator:NAME}
     * @param reason why
     * @param onTrip what happens to open positions
     * @since 0.1.0
     */
    record LatchMoved(Instant at, KillState from, KillState to, String source, String reason, KillVerdict.OnTrip onTrip)
            implements EngineEvent {
        /** Refuses nulls. */
        public LatchMoved {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(from, "from");
            Objects.requireNonNull(to, "to");
            Objects.requireNonNull(source, "source");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(onTrip, "onTrip");
        }
    }

    /**
     * A plugin or listener threw or gave a useless answer.
     *
     * @param at when
     * @param component {@code predictor}, {@code calibrator}, {@code policy}, {@code kill-switch}, {@code broker}, {@code
     *     listener} or {@code journal}
     * @param symbol the instrument in hand, null if none
     * @param message what happened, at most 300 characters, the same on every machine
     * @since 0.1.0
     */
    record PluginFailed(
            Instant at, String component, @Nullable Symbol symbol, String message) implements EngineEvent {
        /** Refuses nulls. */
        public PluginFailed {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(component, "component");
            Objects.requireNonNull(message, "message");
        }
    }

    /**
     * The book after a bar.
     *
     * @param at close time of the bar
     * @param equity cash and positions at the last prices
     * @param cash cash
     * @param openPositions number of symbols held
     * @since 0.1.0
     */
    record Marked(Instant at, double equity, BigDecimal cash, int openPositions) implements EngineEvent {
        /** Refuses nulls. */
        public Marked {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(cash, "cash");
        }
    }

    /**
     * The engine was closed in good order. Last event of a sealed journal.
     *
     * @param at when
     * @since 0.1.0
     */
    record Closed(Instant at) implements Input {
        /** Refuses null. */
        public Closed {
            Objects.requireNonNull(at, "at");
        }
    }
}
