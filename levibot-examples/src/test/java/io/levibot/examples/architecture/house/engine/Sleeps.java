package io.levibot.examples.architecture.house.engine;

import io.levibot.examples.architecture.house.BrokenRule;
import java.util.concurrent.TimeUnit;

@BrokenRule("library code does not sleep")
public final class Sleeps {
    private Sleeps() {}

    static void thread() throws InterruptedException {
        Thread.sleep(1);
    }

    static void unit() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(1);
    }

    static void yields() {
        Thread.yield();
    }
}
