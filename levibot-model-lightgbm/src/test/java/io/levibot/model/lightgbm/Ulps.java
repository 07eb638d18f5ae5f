package io.levibot.model.lightgbm;

/** Distance between doubles in units in the last place. */
final class Ulps {
    private Ulps() {}

    /** How many doubles lie between the two, 0 if they are equal or both NaN; {@link Long#MAX_VALUE} if only one is NaN. */
    static long between(double a, double b) {
        if (Double.isNaN(a) || Double.isNaN(b)) {
            return Double.isNaN(a) && Double.isNaN(b) ? 0 : Long.MAX_VALUE;
        }
        return Math.abs(ordered(a) - ordered(b));
    }

    private static long ordered(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits < 0 ? Long.MIN_VALUE - bits : bits;
    }
}
