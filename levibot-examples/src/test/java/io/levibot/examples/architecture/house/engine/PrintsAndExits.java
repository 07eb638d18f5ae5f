package io.levibot.examples.architecture.house.engine;

import io.levibot.examples.architecture.house.BrokenRule;

@BrokenRule("library code neither prints nor exits")
public final class PrintsAndExits {
    private PrintsAndExits() {}

    static void out() {
        System.out.println();
    }

    static void err() {
        System.err.println();
    }

    static void exit() {
        System.exit(1);
    }

    static void halt() {
        Runtime.getRuntime().halt(1);
    }

    static void trace(Throwable thrown) {
        thrown.printStackTrace();
    }
}
