package io.levibot.examples.architecture.house.engine;

/** To be seen from where it must not be. */
public final class Engine {
    private Engine() {}

    public static void touch() {}
}
