package io.levibot.calibration.stats;

/**
 * MT19937 (Matsumoto and Nishimura 1998) as R and numpy seed and read it, to rebuild the data of published examples.
 */
final class MersenneTwister {

    private static final int N = 624;
    private static final int M = 397;

    private final int[] state = new int[N];
    private int next = N;
    private double spareNormal = Double.NaN;

    private MersenneTwister() {}

    /** numpy.random.RandomState(seed). */
    static MersenneTwister numpy(int seed) {
        MersenneTwister twister = new MersenneTwister();
        twister.state[0] = seed;
        for (int i = 1; i < N; i++) {
            int before = twister.state[i - 1];
            twister.state[i] = 1812433253 * (before ^ (before >>> 30)) + i;
        }
        return twister;
    }

    /** R's set.seed(seed) with the default kind. */
    static MersenneTwister r(int seed) {
        MersenneTwister twister = new MersenneTwister();
        int scrambled = seed;
        for (int i = 0; i < 50; i++) {
            scrambled = 69069 * scrambled + 1;
        }
        // The first of 625 words is the position, which is then set to "used up".
        scrambled = 69069 * scrambled + 1;
        for (int i = 0; i < N; i++) {
            scrambled = 69069 * scrambled + 1;
            twister.state[i] = scrambled;
        }
        return twister;
    }

    /** numpy's legacy standard_normal: the polar method. */
    double numpyNormal() {
        if (!Double.isNaN(spareNormal)) {
            double spare = spareNormal;
            spareNormal = Double.NaN;
            return spare;
        }
        while (true) {
            double x = 2 * numpyUniform() - 1;
            double y = 2 * numpyUniform() - 1;
            double square = x * x + y * y;
            if (square < 1 && square != 0) {
                double factor = Math.sqrt(-2 * Math.log(square) / square);
                spareNormal = factor * x;
                return factor * y;
            }
        }
    }

    /** R's rnorm: inversion of a uniform of 54 bits. */
    double rNormal() {
        double big = 134217728;
        double u = (int) (big * rUniform()) + rUniform();
        return NormalDistribution.quantile(u / big);
    }

    private double numpyUniform() {
        long high = nextWord() >>> 5;
        long low = nextWord() >>> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    private double rUniform() {
        return nextWord() * 2.3283064365386963e-10;
    }

    private long nextWord() {
        if (next == N) {
            for (int i = 0; i < N; i++) {
                int y = (state[i] & 0x80000000) | (state[(i + 1) % N] & 0x7fffffff);
                state[i] = state[(i + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
            }
            next = 0;
        }
        int y = state[next++];
        y ^= y >>> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        y ^= y >>> 18;
        return Integer.toUnsignedLong(y);
    }
}
