package io.levibot.examples.architecture.house.calibration.internal;

/** To be seen from where it must not be. */
public final class Hidden {
    private Hidden() {}

    public static void touch() {}
}
