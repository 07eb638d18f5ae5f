package io.levibot.engine.simulation;

import io.levibot.api.LevibotException;
import io.levibot.engine.event.EngineEvent;
import io.levibot.engine.event.EventSink;
import io.levibot.engine.simulation.Step.Point;
import io.levibot.engine.simulation.Step.Room;

/** A journal whose disk can be full. */
final class SimulatedDisk implements EventSink {
    private final EventSink journal;
    private final Checker checker;
    private final Trap trap;
    private Room room = Room.FREE;
    private int appendsLeft;

    SimulatedDisk(EventSink journal, Checker checker, Trap trap) {
        this.journal = journal;
        this.checker = checker;
        this.trap = trap;
    }

    void room(Room now, int appends) {
        room = now;
        appendsLeft = appends;
    }

    @Override
    public void append(EngineEvent event) {
        trap.passing(Point.APPEND);
        requireRoom();
        journal.append(event);
        checker.journalled(event);
    }

    @Override
    public void sync() {
        requireRoom();
        journal.sync();
    }

    @Override
    public void close() {
        journal.close();
    }

    private void requireRoom() {
        if (room == Room.FULL && --appendsLeft < 0) {
            throw new LevibotException("journal", "no space left on device (injected)");
        }
    }
}
