package io.levibot.calibration.stats;

/**
 * The SplitMix64 generator (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"): a counter
 * that moves by the golden ratio, passed through a 64-bit mixer. Written here, not taken from the JDK, so that a seed
 * means the same draws for ever. Each unit of work gets a stream of its own from (seed, number of the unit), hence
 * results do not depend on threads.
 */
final class SplitMix64 {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1p-53;

    private long state;

    private SplitMix64(long state) {
        this.state = state;
    }

    static SplitMix64 stream(long seed, long unit) {
        return new SplitMix64(mix(mix(seed + GOLDEN) + unit * GOLDEN));
    }

    long state() {
        return state;
    }

    long nextLong() {
        state += GOLDEN;
        return mix(state);
    }

    /** Uniform in [0, 1), a multiple of 2^-53. */
    double nextDouble() {
        return (nextLong() >>> 11) * UNIT;
    }

    /** Standard normal by the polar method (Marsaglia and Bray 1964), one of each pair used. */
    double nextGaussian() {
        while (true) {
            double x = 2 * nextDouble() - 1;
            double y = 2 * nextDouble() - 1;
            double square = x * x + y * y;
            if (square > 0 && square < 1) {
                return x * Math.sqrt(-2 * StrictMath.log(square) / square);
            }
        }
    }

    /** Uniform in 0 .. bound-1 by the high half of a product; the bias is below bound / 2^64. */
    int nextInt(int bound) {
        return (int) Math.multiplyHigh(nextLong() >>> 1, (long) bound << 1);
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
