package io.levibot.examples.architecture.house.model;

/** To be seen from where it must not be. */
public final class Model {
    private Model() {}

    public static void touch() {}
}
