package io.levibot.examples.report;

import io.levibot.api.spi.CalibratorInfo;

/** Names the method whose map is served, also where a plugin such as {@code auto} chose it. */
public final class CalibrationMethod {
    private static final String SELECTED = "selected";

    private CalibrationMethod() {}

    /**
     * @param info what a calibrator says of itself
     * @return the method that a choosing plugin selected, or else the plugin's own name
     */
    public static String served(CalibratorInfo info) {
        return info.details().getOrDefault(SELECTED, info.method());
    }
}
