package io.levibot.examples.architecture.house.examples;

/** To be seen from where it must not be. */
public final class Example {
    private Example() {}

    public static void touch() {}
}
