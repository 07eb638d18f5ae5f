package io.levibot.examples.host;

import io.levibot.api.Decision;
import io.levibot.api.Symbol;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EngineListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps each symbol's newest decision and counts, for readers on other threads. Thread-safe. */
final class DecisionBoard implements EngineListener {
    private final Map<Symbol, Decision> newest = new ConcurrentHashMap<>();
    private final AtomicLong decisions = new AtomicLong();
    private final AtomicLong fills = new AtomicLong();

    @Override
    public void onEvent(EngineEvent event) {
        if (event instanceof EngineEvent.Decided decided) {
            newest.put(decided.decision().symbol(), decided.decision());
            decisions.incrementAndGet();
        } else if (event instanceof EngineEvent.OrderUpdated updated && updated.booked() != null) {
            fills.incrementAndGet();
        }
    }

    Optional<Decision> newest(Symbol symbol) {
        return Optional.ofNullable(newest.get(symbol));
    }

    long decisions() {
        return decisions.get();
    }

    long fills() {
        return fills.get();
    }
}
