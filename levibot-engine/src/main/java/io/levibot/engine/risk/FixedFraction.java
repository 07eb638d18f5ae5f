package io.levibot.engine.risk;

/**
 * Puts the same fraction of equity into every entry: units = fraction x equity / close, both as of the decided bar. The
 * vectorised threshold sweep reckons with the same formula.
 *
 * @param fraction of equity, above 0 and at most 1
 * @since 0.1.0
 */
public record FixedFraction(double fraction) implements PositionSizer {
    /** @throws IllegalArgumentException if the fraction is out of range */
    public FixedFraction {
        if (!(fraction > 0.0 && fraction <= 1.0)) {
            throw new IllegalArgumentException("fraction " + fraction + ": allowed is above 0 and at most 1");
        }
    }

    @Override
    public double units(SizingInput input) {
        return Math.max(0.0, fraction * input.equity() / input.close());
    }
}
