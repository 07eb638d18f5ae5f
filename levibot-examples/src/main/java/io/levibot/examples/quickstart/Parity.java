package io.levibot.examples.quickstart;

/**
 * Comparison of two rows of numbers that must be the same.
 *
 * @param rows numbers compared
 * @param different how many differ in any bit
 * @param maxAbsDiff largest absolute difference
 */
public record Parity(int rows, int different, double maxAbsDiff) {
    /**
     * @param expected numbers; NaN where there is none
     * @param got as many numbers
     * @return how they compare; a NaN on one side only is an infinite difference
     */
    public static Parity of(double[] expected, double[] got) {
        if (expected.length != got.length) {
            throw new IllegalArgumentException(expected.length + " numbers against " + got.length);
        }
        int different = 0;
        double largest = 0.0;
        for (int i = 0; i < expected.length; i++) {
            if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(got[i])) {
                different++;
                double difference = Math.abs(expected[i] - got[i]);
                largest = Math.max(largest, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
            }
        }
        return new Parity(expected.length, different, largest);
    }

    /** Returns whether every bit agrees. */
    public boolean equal() {
        return different == 0;
    }
}
