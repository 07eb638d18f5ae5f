package io.levibot.engine;

import io.levibot.api.spi.KillSwitch;
import io.levibot.engine.event.EngineEvent;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends an engine, once, from any thread, within a bounded time. */
final class Shutdown {
    private static final Logger LOG = LoggerFactory.getLogger(Shutdown.class);

    private final EngineCore core;
    private final EngineMemory memory;
    private final boolean closeLatch;
    private final AtomicBoolean begun = new AtomicBoolean();

    /**
     * @param closeLatch whether the latch is the engine's own
     */
    Shutdown(EngineCore core, EngineMemory memory, boolean closeLatch) {
        this.core = core;
        this.memory = memory;
        this.closeLatch = closeLatch;
    }

    void perform() {
        boolean held = core.tryLock(core.bookLock);
        try {
            if (!begun.compareAndSet(false, true)) {
                return;
            }
            if (!held) {
                LOG.error("a decision hangs and holds the book: closed without sealing the journal");
            }
            if (held) {
                core.events.emit(new EngineEvent.Closed(core.clock.instant()));
            }
            core.closed = true;
            try {
                if (held) {
                    endBook();
                }
            } finally {
                release();
            }
        } finally {
            if (held) {
                core.bookLock.unlock();
            }
        }
    }

    private void endBook() {
        core.desk.stop();
        core.started = false;
        memory.snapshotAtClose();
        core.events.close();
    }

    /** Every part is released whatever the others do; what a stranger's close throws is reported, not thrown on. */
    private void release() {
        for (KillSwitch source : core.sources) {
            step("kill source " + source.getClass().getName(), source::close);
        }
        if (closeLatch) {
            step("kill latch", core.latch::close);
        }
        if (core.metrics != null) {
            step("meters", core.metrics::close);
        }
    }

    private static void step(String what, Runnable close) {
        try {
            close.run();
        } catch (Throwable e) {
            LOG.warn("{} could not be closed: {}", what, Failures.contain(e));
        }
    }
}
