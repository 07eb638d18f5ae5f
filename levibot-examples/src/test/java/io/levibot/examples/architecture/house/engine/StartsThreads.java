package io.levibot.examples.architecture.house.engine;

import io.levibot.examples.architecture.house.BrokenRule;
import java.lang.ref.Cleaner;
import java.util.Collection;
import java.util.Timer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

@BrokenRule("library code starts no thread but the cleaner of the native model")
public final class StartsThreads {
    private StartsThreads() {}

    static Object thread() {
        return new Thread(() -> {});
    }

    static Object cleaner() {
        return Cleaner.create();
    }

    static Object timer() {
        return new Timer();
    }

    static Object executor() {
        return Executors.newSingleThreadExecutor();
    }

    static Object common() {
        return ForkJoinPool.commonPool();
    }

    static Object pool() {
        return new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
    }

    static Object supplied() {
        return CompletableFuture.supplyAsync(() -> 1);
    }

    static Object ran() {
        return CompletableFuture.runAsync(() -> {});
    }

    static Object parallel(Collection<String> all) {
        return all.parallelStream();
    }
}
