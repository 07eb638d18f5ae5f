package io.levibot.examples.architecture.house.sentiment;

/** To be seen from where it must not be. */
public final class Sentiment {
    private Sentiment() {}

    public static void touch() {}
}
