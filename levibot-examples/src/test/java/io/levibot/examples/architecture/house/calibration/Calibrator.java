package io.levibot.examples.architecture.house.calibration;

/** To be seen from where it must not be. */
public final class Calibrator {
    private Calibrator() {}

    public static void touch() {}
}
