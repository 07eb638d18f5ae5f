package io.levibot.engine;

import io.levibot.engine.event.EngineEvent;
import java.time.Instant;
import java.util.function.Function;

/**
 * The moment at which an engine that was restored from its journal begins to act again. It comes at the first call to the broker
 * after the journal's last line, which may be in the middle of a bar: everything before is what the engine before had done
 * already, everything after is new. Guarded by the book lock.
 */
final class Restart {
    private final Script script;
    private final StepClock clock;
    private final EventBus events;
    private final Function<Instant, EngineEvent> continuation;
    private boolean awaited;

    /**
     * @param awaited whether the engine is restored from a journal whose end is still to come
     * @param continuation makes the event that tells of the restart
     */
    Restart(
            Script script,
            StepClock clock,
            EventBus events,
            boolean awaited,
            Function<Instant, EngineEvent> continuation) {
        this.script = script;
        this.clock = clock;
        this.events = events;
        this.awaited = awaited;
        this.continuation = continuation;
    }

    /** Whether it is here: the script has come to its end, or tells of a restart, or an opening after a clean close, at this place. */
    boolean due() {
        return (awaited && script.live()) || script.restart() != null || script.opened() != null;
    }

    /** Tells of the restart and lets time run again; returns the time of the restart. */
    Instant begin() {
        EngineEvent.Restarted recorded = script.restart();
        if (recorded != null) {
            events.emit(recorded);
            return recorded.at();
        }
        EngineEvent.Opened opened = script.opened();
        if (opened != null) {
            events.emit(opened);
            return opened.at();
        }
        awaited = false;
        clock.run();
        Instant now = clock.instant();
        events.emit(continuation.apply(now));
        return now;
    }
}
