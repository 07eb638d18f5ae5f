package io.levibot.examples.command;

import io.levibot.api.spi.TrainingMonitor;
import io.levibot.examples.quickstart.Quickstart;
import java.util.function.IntConsumer;

/** Shows the steps of the main job as progress bars on a terminal. */
final class ShownSteps implements Quickstart.Steps, AutoCloseable {
    private Progress bar = Progress.onTerminal("reading", Progress.UNKNOWN);

    @Override
    public void begin(String what) {
        bar.close();
        bar = Progress.onTerminal(what, Progress.UNKNOWN);
        bar.update(0);
    }

    @Override
    public TrainingMonitor training() {
        return (done, total) -> bar.update(done, total);
    }

    @Override
    public TrainingMonitor walkForward() {
        return (done, total) -> bar.update(done, total);
    }

    @Override
    public IntConsumer paper() {
        return done -> bar.update(done);
    }

    @Override
    public void close() {
        bar.close();
    }
}
