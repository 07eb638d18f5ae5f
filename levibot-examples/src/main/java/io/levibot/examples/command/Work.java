package io.levibot.examples.command;

import io.levibot.engine.plugin.Plugins;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What research commands share: the plugins on the class path, and a pool as wide as the machine that ends with the command. */
final class Work implements AutoCloseable {
    private final ExecutorService pool =
            Executors.newFixedThreadPool(Math.max(1, Runtime.getRuntime().availableProcessors()));
    private final Plugins plugins = Plugins.load(Work.class.getClassLoader());

    ExecutorService pool() {
        return pool;
    }

    Plugins plugins() {
        return plugins;
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
