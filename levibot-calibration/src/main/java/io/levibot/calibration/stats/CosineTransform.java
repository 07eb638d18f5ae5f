package io.levibot.calibration.stats;

/**
 * Cosine sums on a grid: from values b_0 .. b_m the sums {@code sum_j b_j cos(pi j k / m)} for k = 0 .. m, in O(m log
 * m). The even extension of length 2m is folded into a complex sequence of length m, transformed by radix 2 (Cooley and
 * Tukey 1965) and unfolded. The same call turns coefficients back into grid values, up to the factors that the caller
 * knows. Not thread-safe: it keeps scratch.
 */
final class CosineTransform {

    private final int intervals;

    /** Cosines and sines of pi k / m. */
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
        this.real = new double[intervals];
        this.imaginary = new double[intervals];
    }

    int intervals() {
        return intervals;
    }

    /** Reads and writes {@code values[0 .. m]}. */
    void transform(double[] values) {
        fold(values);
        for (int half = 1; half < intervals; half *= 2) {
            butterflies(half, intervals / half);
        }
        unfold(values);
    }

    /** Neighbours of the even extension become real and imaginary parts, in bit-reversed places. */
    private void fold(double[] values) {
        int shift = Integer.numberOfLeadingZeros(intervals) + 1;
        for (int j = 0; j < intervals; j++) {
            int target = Integer.reverse(j) >>> shift;
            real[target] = extended(values, 2 * j);
            imaginary[target] = extended(values, 2 * j + 1);
        }
    }

    private double extended(double[] values, int j) {
        int source = j <= intervals ? j : 2 * intervals - j;
        return source == 0 || source == intervals ? values[source] : values[source] / 2;
    }

    private void butterflies(int half, int stride) {
        for (int start = 0; start < intervals; start += 2 * half) {
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

    /** Parts the transforms of the even and the odd places, and joins them with their phase; the sum is real. */
    private void unfold(double[] values) {
        values[0] = real[0] + imaginary[0];
        values[intervals] = real[0] - imaginary[0];
        for (int k = 1; k < intervals; k++) {
            int mirror = intervals - k;
            double even = (real[k] + real[mirror]) / 2;
            double oddReal = (imaginary[k] + imaginary[mirror]) / 2;
            double oddImaginary = (real[mirror] - real[k]) / 2;
            values[k] = even + cos[k] * oddReal + sin[k] * oddImaginary;
        }
    }
}
