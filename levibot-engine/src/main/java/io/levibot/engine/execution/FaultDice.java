package io.levibot.engine.execution;

/**
 * Draws of a fault plan: SplitMix64 (Steele, Lea, Flood 2014), written out because its state must be kept over a restart and
 * {@link java.util.SplittableRandom} does not show its own.
 */
final class FaultDice {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double TO_UNIT = 0x1.0p-53;

    private long state;

    FaultDice(long state) {
        this.state = state;
    }

    long state() {
        return state;
    }

    /** Returns true with the given probability. A probability of 0 draws nothing, so that it does not move later draws. */
    boolean roll(double probability) {
        return probability > 0.0 && (next() >>> 11) * TO_UNIT < probability;
    }

    /** Returns one of 1 to bound; the bias of the remainder is far below what a fault plan could show. */
    int upTo(int bound) {
        return 1 + (int) Long.remainderUnsigned(next(), bound);
    }

    private long next() {
        state += GOLDEN_GAMMA;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
