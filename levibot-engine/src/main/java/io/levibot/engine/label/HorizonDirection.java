package io.levibot.engine.label;

/**
 * The close {@code horizonBars} later lies above the present close. An equal close does not.
 *
 * <p>Missing where the series has no bar that closes exactly then: at the end, and where an outage covers that moment. Bars
 * missing on the way do not matter.
 *
 * @param horizonBars 1 to {@link #MAX_HORIZON_BARS}
 * @since 0.1.0
 */
public record HorizonDirection(int horizonBars) implements LabelDefinition {
    /** @throws IllegalArgumentException if the horizon is out of range */
    public HorizonDirection {
        Checks.horizon(horizonBars);
    }

    @Override
    public boolean twoWay() {
        return true;
    }
}
