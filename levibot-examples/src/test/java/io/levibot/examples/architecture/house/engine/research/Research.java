package io.levibot.examples.architecture.house.engine.research;

/** To be seen from where it must not be. */
public final class Research {
    private Research() {}

    public static void touch() {}
}
