package io.levibot.engine.risk;

import io.levibot.calibration.stats.BinaryPayoff;
import java.util.Objects;

/**
 * Puts a fraction of the Kelly fraction of equity into an entry, net of what it costs to enter and leave: {@link BinaryPayoff}
 * has the formula. A trade below break-even gets nothing, and so does a decision without a probability (the fallback's).
 *
 * <p>The probability is that of the label, so win and loss must be sizes of the label's outcomes: for a horizon label, the mean
 * of the returns above and, as a positive number, at or below zero over its horizon in the training rows; for a triple barrier,
 * the widths of its barriers. They are configuration, journalled with it, and not learnt while trading.
 *
 * @param win average gain when the label happens, before costs, a fraction of the traded value, above 0
 * @param loss average loss when it does not, before costs, as a positive fraction, above 0
 * @param multiplier of the full Kelly fraction, in (0, 1]; 0.5 is half Kelly
 * @param belief which probability is believed
 * @param most largest fraction of equity, above 0 and at most 1
 * @since 0.1.0
 */
public record FractionalKelly(double win, double loss, double multiplier, Belief belief, double most)
        implements PositionSizer {

    /**
     * Which probability an entry is sized by.
     *
     * @since 0.1.0
     */
    public enum Belief {
        /** The calibrated probability. */
        CALIBRATED,
        /** The lower end of its interval: what the calibrator is sure of. The same where a calibrator has no interval. */
        LOWER_BOUND
    }

    /** @throws IllegalArgumentException if a part is out of range */
    public FractionalKelly {
        Objects.requireNonNull(belief, "belief");
        if (!(win > 0.0 && win <= Double.MAX_VALUE && loss > 0.0 && loss <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "Kelly win " + win + " and loss " + loss + ": allowed are finite numbers above 0");
        }
        if (!(multiplier > 0.0 && multiplier <= 1.0 && most > 0.0 && most <= 1.0)) {
            throw new IllegalArgumentException("Kelly multiplier " + multiplier + " and largest fraction " + most
                    + ": allowed are above 0 and at most 1");
        }
    }

    @Override
    public double units(SizingInput input) {
        double probability = belief == Belief.LOWER_BOUND ? input.lower() : input.probability();
        if (Double.isNaN(probability) || !(input.equity() > 0.0)) {
            return 0.0;
        }
        BinaryPayoff payoff = new BinaryPayoff(win, loss, input.costs().roundTripFraction());
        return payoff.kellyFraction(probability, multiplier, most) * input.equity() / input.close();
    }
}
