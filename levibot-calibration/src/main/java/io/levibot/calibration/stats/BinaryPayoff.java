package io.levibot.calibration.stats;

/**
 * A trade that ends in one of two ways, and how much of the equity it deserves: with probability p it gains {@code win - cost},
 * else it loses {@code loss + cost}, all as fractions of the traded value. A short position is the same trade seen with the
 * probability of a fall and the sizes of falls and rises.
 *
 * <p>The fraction f* that maximises the expected logarithm of the equity after one trade,
 * {@code p ln(1 + f (W - c)) + (1 - p) ln(1 - f (L + c))}, solves a linear equation (Kelly 1956; Thorp 2006, "The Kelly
 * criterion in blackjack, sports betting and the stock market", section 3, with unequal wins and losses):
 *
 * <pre>f* = p / (L + c) - (1 - p) / (W - c) = (p (W + L) - (L + c)) / ((W - c) (L + c))</pre>
 *
 * It is 0 at {@link #breakEvenProbability}, and a trade below that is not worth making. The full fraction is optimal for a
 * probability that is known; one that is estimated asks for less. Growth lost is of second order and risk saved of first, which
 * is why half of it or less is common, and why a cautious caller passes the lower end of the probability's interval. Costs are
 * charged in full to both outcomes, although a loss pays its exit cost on a smaller value; that errs towards smaller positions.
 *
 * <p>Immutable and thread-safe.
 *
 * @param win average gain of a won trade before costs, a fraction of the traded value, above 0
 * @param loss average loss of a lost trade before costs, as a positive fraction, above 0
 * @param cost of entering and leaving again, a fraction, at least 0
 * @since 0.1.0
 */
public record BinaryPayoff(double win, double loss, double cost) {

    /** @throws IllegalArgumentException if a part is NaN, infinite or outside its range */
    public BinaryPayoff {
        Checks.positive("win", win);
        Checks.positive("loss", loss);
        Checks.notNegative("cost", cost);
    }

    /**
     * The probability at which the trade neither gains nor loses on average, {@code (L + c) / (W + L)}. Above 1 when the cost
     * exceeds the win: then no probability is high enough.
     */
    public double breakEvenProbability() {
        return (loss + cost) / (win + loss);
    }

    /**
     * The average gain of a trade after costs, a fraction of the traded value.
     *
     * @param probability of a win, in [0, 1]
     */
    public double expectedReturn(double probability) {
        return Checks.probability("probability", probability) * (win + loss) - (loss + cost);
    }

    /**
     * The fraction of the equity to trade: f* times {@code multiplier}, at least 0 and at most {@code most}.
     *
     * @param probability of a win, in [0, 1]; the lower end of its interval for a conservative answer
     * @param multiplier of the full Kelly fraction, in (0, 1]; 0.5 is half Kelly
     * @param most the largest answer, finite and at least 0; 1 trades the whole equity, more needs borrowed money
     * @return in [0, {@code most}]; 0 at or below the break-even probability. For a certain win, where growth has no maximum,
     *     the multiplier times {@code 1 / (L + c)}, the limit for p to 1
     */
    public double kellyFraction(double probability, double multiplier, double most) {
        Checks.notNegative("most", most);
        if (!(multiplier > 0 && multiplier <= 1)) {
            throw new IllegalArgumentException("multiplier is " + multiplier + "; it must lie in (0, 1]");
        }
        double edge = expectedReturn(probability);
        // An edge above 0 implies a win above the cost, so the denominator is positive.
        return edge > 0 ? Math.min(most, multiplier * (edge / ((win - cost) * (loss + cost)))) : 0;
    }

    /**
     * The expected logarithm of one plus the equity's return when a fraction is traded: what {@link #kellyFraction} maximises.
     *
     * @param probability of a win, in [0, 1]
     * @param fraction of the equity traded, finite and at least 0
     * @return negative infinity when the fraction can lose everything
     */
    public double growth(double probability, double fraction) {
        Checks.probability("probability", probability);
        Checks.notNegative("fraction", fraction);
        return logGrowth(probability, fraction * (win - cost)) + logGrowth(1 - probability, -fraction * (loss + cost));
    }

    private static double logGrowth(double probability, double change) {
        if (probability == 0) {
            return 0;
        }
        return change <= -1 ? Double.NEGATIVE_INFINITY : probability * StrictMath.log1p(change);
    }
}
