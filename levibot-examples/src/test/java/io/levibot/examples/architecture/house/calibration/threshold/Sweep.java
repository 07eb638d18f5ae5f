package io.levibot.examples.architecture.house.calibration.threshold;

/** To be seen from where it must not be. */
public final class Sweep {
    private Sweep() {}

    public static void touch() {}
}
