package io.levibot.calibration.stats;

/**
 * An estimate with an interval around it.
 *
 * @param estimate the value on the sample; need not lie inside, as bias-correcting intervals move away from it
 * @param lower the lower bound, at most {@code upper}; NaN when it cannot be had
 * @param upper the upper bound; NaN when it cannot be had
 * @param confidence the nominal coverage, in (0, 1)
 * @since 0.1.0
 */
public record ConfidenceInterval(double estimate, double lower, double upper, double confidence) {

    public ConfidenceInterval {
        Checks.openUnit("confidence", confidence);
        if (lower > upper) {
            throw new IllegalArgumentException("lower bound " + lower + " is above upper bound " + upper);
        }
    }

    /** Whether the value lies in [lower, upper]; false when a bound is NaN. */
    public boolean contains(double value) {
        return value >= lower && value <= upper;
    }

    /** The same interval with both bounds and the estimate moved into [{@code least}, {@code most}]. */
    public ConfidenceInterval clampedTo(double least, double most) {
        return new ConfidenceInterval(
                clamp(estimate, least, most), clamp(lower, least, most), clamp(upper, least, most), confidence);
    }

    private static double clamp(double value, double least, double most) {
        return Math.min(most, Math.max(least, value));
    }
}
