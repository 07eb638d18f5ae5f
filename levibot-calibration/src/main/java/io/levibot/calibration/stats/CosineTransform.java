package io.levibot.calibration.stats;

/**
 * Cosine sums on a grid: from values b_0 .. b_m the sums {@code sum_j b_j cos(pi j k / m)} for k = 0 .. m, in O(m log m) by a radix-2
 * Fourier transform of the even extension (Cooley and Tukey 1965). The same call turns coefficients back into grid values, up to
 * the factors that the caller knows. Not thread-safe: it keeps scratch.
 */
final class CosineTransform {

    private final int intervals;
    private final double[] cos;
    private final double[] sin;
    private final double[] real;
    private final double[] imaginary;

    /** For {@code intervals} a power of two, at least 2. */
    CosineTransform(int intervals) {
        if (intervals < 2 || Integer.bitCount(intervals) != 1) {
            throw new IllegalArgumentException("intervals is " + intervals + "; it must be a power of two above 1");
        }
        this.intervals = intervals;
        this.cos = new double[intervals];
        this.sin = new double[intervals];
        for (int k = 0; k < intervals; k++) {
            cos[k] = StrictMath.cos(Math.PI * k / intervals);
            sin[k] = StrictMath.sin(Math.PI * k / intervals);
        }
        this.real = new double[2 * intervals];
        this.imaginary = new double[2 * intervals];
    }

    int intervals() {
        return intervals;
    }

    /** Reads and writes {@code values[0 .. m]}. */
    void transform(double[] values) {
        int length = 2 * intervals;
        int shift = Integer.numberOfLeadingZeros(length) + 1;
        for (int j = 0; j < length; j++) {
            int source = j <= intervals ? j : length - j;
            boolean end = source == 0 || source == intervals;
            int target = Integer.reverse(j) >>> shift;
            real[target] = end ? values[source] : values[source] / 2;
            imaginary[target] = 0;
        }
        for (int half = 1; half < length; half *= 2) {
            butterflies(half, intervals / half);
        }
        System.arraycopy(real, 0, values, 0, intervals + 1);
    }

    private void butterflies(int half, int stride) {
        for (int start = 0; start < real.length; start += 2 * half) {
            for (int k = 0; k < half; k++) {
                int low = start + k;
                int high = low + half;
                double wr = cos[k * stride];
                double wi = -sin[k * stride];
                double tr = real[high] * wr - imaginary[high] * wi;
                double ti = real[high] * wi + imaginary[high] * wr;
                real[high] = real[low] - tr;
                imaginary[high] = imaginary[low] - ti;
                real[low] += tr;
                imaginary[low] += ti;
            }
        }
    }
}
