package io.levibot.engine.risk;

import io.levibot.calibration.stats.VolatilityTarget;

/**
 * Makes entries of such a size that the position's returns have a wanted volatility, as far as the realised volatility of the
 * last bars forecasts it: {@link VolatilityTarget} has the formula. Without a volatility (too few bars, or prices that do not
 * move) nothing is entered.
 *
 * @param annualTarget standard deviation of yearly returns that is aimed at, a fraction, above 0
 * @param windowBars how many one-bar log returns the volatility is taken from, 2 to 10,000
 * @param most largest fraction of equity, above 0 and at most 1
 * @since 0.1.0
 */
public record TargetVolatility(double annualTarget, int windowBars, double most) implements PositionSizer {
    private static final int MAX_WINDOW = 10_000;

    /** @throws IllegalArgumentException if a part is out of range */
    public TargetVolatility {
        if (!(annualTarget > 0.0 && annualTarget <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("volatility target " + annualTarget + ": allowed is above 0");
        }
        if (windowBars < 2 || windowBars > MAX_WINDOW) {
            throw new IllegalArgumentException(
                    "volatility window of " + windowBars + " bars: allowed is 2 to " + MAX_WINDOW);
        }
        if (!(most > 0.0 && most <= 1.0)) {
            throw new IllegalArgumentException("largest fraction " + most + ": allowed is above 0 and at most 1");
        }
    }

    @Override
    public int volatilityBars() {
        return windowBars;
    }

    @Override
    public double units(SizingInput input) {
        if (!(input.equity() > 0.0)) {
            return 0.0;
        }
        VolatilityTarget target = new VolatilityTarget(annualTarget, input.barsPerYear(), most);
        return target.fraction(input.volatility()) * input.equity() / input.close();
    }
}
