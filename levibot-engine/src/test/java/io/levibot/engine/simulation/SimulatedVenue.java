package io.levibot.engine.simulation;

import io.levibot.api.Bar;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.Broker;
import io.levibot.engine.execution.Order;
import io.levibot.engine.execution.OrderReport;
import io.levibot.engine.execution.OrderUpdate;
import io.levibot.engine.execution.PaperBroker;
import io.levibot.engine.execution.PaperBrokerState;
import io.levibot.engine.simulation.Step.Point;
import java.util.function.Consumer;

/** The paper broker as the checker sees it: what goes in and out is noted, and its faults can be ended. */
final class SimulatedVenue implements Broker {
    private final Checker checker;
    private final Trap trap;
    private PaperBroker paper;

    SimulatedVenue(PaperBroker paper, Checker checker, Trap trap) {
        this.paper = paper;
        this.checker = checker;
        this.trap = trap;
    }

    /** The venue's books go on in a broker that makes no mistakes. */
    void heal(PaperBroker faultless) {
        PaperBrokerState state = paper.capture();
        faultless.restore(state);
        paper = faultless;
    }

    /** What the venue had to tell is lost with the connection. */
    void loseUpdates() {
        paper.drainUpdates(update -> {});
    }

    @Override
    public void submit(Order order) {
        trap.requireAlive();
        checker.submitting(order);
        trap.passing(Point.SUBMIT);
        paper.submit(order);
        trap.passing(Point.SUBMITTED);
    }

    @Override
    public void cancel(Symbol symbol, String clientId) {
        trap.passing(Point.CANCEL);
        checker.cancelling(clientId);
        try {
            paper.cancel(symbol, clientId);
        } catch (RuntimeException e) {
            checker.cancelFailed(clientId);
            throw e;
        }
    }

    @Override
    public void onBar(Bar bar) {
        trap.passing(Point.SHOW_BAR);
        paper.onBar(bar);
    }

    @Override
    public void drainUpdates(Consumer<OrderUpdate> consumer) {
        trap.passing(Point.DRAIN);
        paper.drainUpdates(consumer);
    }

    @Override
    public OrderReport report(Order order) {
        trap.passing(Point.REPORT);
        return paper.report(order);
    }

    @Override
    public BrokerBooks query() {
        trap.passing(Point.QUERY);
        return paper.query();
    }

    @Override
    public void close() {
        paper.close();
    }
}
