package io.levibot.engine;

import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineEvent.KillRequested.Phase;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderUpdate;
import io.levibot.engine.journal.JournalFollower;
import io.levibot.engine.journal.JournalLine;
import org.jspecify.annotations.Nullable;

/**
 * What a journal says of things from outside at the place that an engine which repeats it has reached. Kill requests, a broker's
 * answers and failures of plugins do not follow from the inputs: the engine takes them from here, at exactly the place where they
 * were found, and the event that it then emits is compared with the journal like every other. An engine that repeats nothing has
 * {@link #NONE}, which never has anything to say.
 *
 * <p>Used by one thread until it is at its end, and only asked whether it is afterwards.
 */
final class Script {
    /** Of an engine that repeats nothing. */
    static final Script NONE = new Script(null);

    private static final String NOT_SENT = "not sent: ";

    private final @Nullable JournalFollower follower;

    private Script(@Nullable JournalFollower follower) {
        this.follower = follower;
    }

    static Script of(JournalFollower follower) {
        return new Script(follower);
    }

    /** Whether there is more to repeat. */
    boolean following() {
        return follower != null && follower.stage() == JournalFollower.Stage.FOLLOWING;
    }

    /** Whether what happens now is new and real: there is nothing to repeat, or it was repeated to the end. */
    boolean live() {
        return follower == null || follower.stage() == JournalFollower.Stage.ENDED;
    }

    /** The kill request at this check, if there is one. */
    EngineEvent.@Nullable KillRequested kill(Phase phase) {
        JournalLine line = at(EngineEvent.KillRequested.class);
        return line != null && line.input() instanceof EngineEvent.KillRequested request && request.phase() == phase
                ? request
                : null;
    }

    /** The operator's act at this place, if it is a re-arming. */
    EngineEvent.@Nullable OperatorActed rearming() {
        JournalLine line = at(EngineEvent.OperatorActed.class);
        return line != null
                        && line.input() instanceof EngineEvent.OperatorActed acted
                        && acted.act() == EngineEvent.OperatorActed.Act.REARM
                ? acted
                : null;
    }

    /** What the broker tells at this place, if it tells something. */
    @Nullable
    OrderUpdate update() {
        JournalLine line = at(EngineEvent.OrderUpdated.class);
        return line == null ? null : line.update();
    }

    /** What the broker tells at this place and when it is asked for the so many-th time since the line before. */
    @Nullable
    OrderUpdate update(int poll) {
        JournalLine line = at(EngineEvent.OrderUpdated.class);
        return line == null || line.poll() != poll ? null : line.update();
    }

    /** How many lines were repeated so far. */
    long repeated() {
        return follower == null ? 0 : follower.compared();
    }

    /** The component's failure at this place, if there is one. */
    EngineEvent.@Nullable PluginFailed failure(String component, @Nullable Symbol symbol) {
        return failure(peek(0), component, symbol);
    }

    /** The component's failure among the findings of the bar at the cursor, if there is one. */
    EngineEvent.@Nullable PluginFailed finding(String component, Symbol symbol) {
        for (int i = 1; ; i++) {
            JournalLine line = peek(i);
            if (line == null
                    || !(line.holds(EngineEvent.GapFound.class) || line.holds(EngineEvent.PluginFailed.class))) {
                return null;
            }
            EngineEvent.PluginFailed failed = failure(line, component, symbol);
            if (failed != null) {
                return failed;
            }
        }
    }

    /** Whether the order in hand is refused at this place for a reason that only the engine of the journal could know. */
    boolean refuses(Reason reason) {
        JournalLine line = at(EngineEvent.OrderRefused.class);
        return line != null && line.refusal().reason().code().equals(reason.code());
    }

    /** Whether the latch's gate let the order in hand leave; true at the end of the script, where the real latch is asked. */
    boolean letsLeave(Order order) {
        for (int i = 0; ; i++) {
            JournalLine line = peek(i);
            if (line == null) {
                return true;
            }
            if (line.holds(EngineEvent.OrderUpdated.class)) {
                return !(line.update() instanceof OrderUpdate.Rejected rejected
                        && rejected.clientId().equals(order.clientId())
                        && rejected.why().startsWith(NOT_SENT));
            }
            if (line.holds(EngineEvent.OrderRefused.class)) {
                EngineEvent.OrderRefused refused = line.refusal();
                return !(refused.symbol().equals(order.symbol())
                        && refused.reason().code().equals(Reason.KILLED.code()));
            }
            if (!line.holds(EngineEvent.KillRequested.class) && !line.holds(EngineEvent.LatchMoved.class)) {
                return true;
            }
        }
    }

    /** Whether the order in hand was journalled but then not sent, because its line could not be written at once. */
    boolean notKept() {
        OrderUpdate update = update();
        return update instanceof OrderUpdate.Rejected rejected
                && rejected.why().startsWith(NOT_SENT)
                && !rejected.why().equals(NOT_SENT + Reason.KILLED.code());
    }

    /** The opening at this place, if the journal has one here. */
    EngineEvent.@Nullable Opened opened() {
        JournalLine line = at(EngineEvent.Opened.class);
        return line != null && line.input() instanceof EngineEvent.Opened opened ? opened : null;
    }

    /** The restart that the journal tells of at this place, if it tells of one. */
    EngineEvent.@Nullable Restarted restart() {
        JournalLine line = at(EngineEvent.Restarted.class);
        return line != null && line.input() instanceof EngineEvent.Restarted restarted ? restarted : null;
    }

    /** What the broker said it held, at this place. */
    Broker.@Nullable BrokerBooks books() {
        JournalLine line = at(EngineEvent.Reconciled.class);
        return line == null ? null : line.books();
    }

    /** What the broker said became of an order, at this place. */
    @Nullable
    OrderReport report() {
        JournalLine line = at(EngineEvent.OrderReported.class);
        return line == null ? null : line.report();
    }

    private static EngineEvent.@Nullable PluginFailed failure(
            @Nullable JournalLine line, String component, @Nullable Symbol symbol) {
        if (line == null || !line.holds(EngineEvent.PluginFailed.class)) {
            return null;
        }
        EngineEvent.PluginFailed failed = line.failure();
        return failed.component().equals(component) && java.util.Objects.equals(failed.symbol(), symbol)
                ? failed
                : null;
    }

    private @Nullable JournalLine at(Class<? extends EngineEvent> event) {
        JournalLine line = peek(0);
        return line != null && line.holds(event) ? line : null;
    }

    private @Nullable JournalLine peek(int count) {
        return follower == null ? null : follower.peek(count);
    }
}
