package io.levibot.model.lightgbm;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * The exponential function with an error below 0.51 ulp, with the same bits on every machine and JDK.
 *
 * <p>{@link StrictMath#exp} is off by up to 1 ulp, too much for outputs within 2 ulp of LightGBM's: its C library rounds nearly
 * always correctly. Method: x = k ln2/64 + r with r in two doubles; 2^(k/64) from a table in two doubles; a polynomial for
 * e^r - 1 (Tang, "Table-driven implementation of the exponential function", ACM TOMS 1989).
 */
final class Exponential {
    private static final int STEPS = 64;
    private static final double STEPS_PER_LN2 = 0x1.71547652b82fep6;

    /** ln2/64 in two parts; the first has so few bits that its product with a step number is exact. */
    private static final double STEP_HIGH = 0x1.62e42feep-7;

    private static final double STEP_LOW = 0x1.a39ef35793c76p-39;

    /** Above, the result is infinite; below the negative one, it is 0. */
    private static final double OVERFLOW = 709.782712893384;

    private static final double UNDERFLOW = -745.1332191019412;

    /** 2^(i/64) rounded, and what the rounding left. */
    private static final double[] POWER = new double[STEPS];

    private static final double[] POWER_REST = new double[STEPS];

    static {
        MathContext precision = new MathContext(50);
        BigDecimal step = BigDecimal.valueOf(2);
        for (int i = 1; i < STEPS; i *= 2) {
            step = step.sqrt(precision);
        }
        BigDecimal power = BigDecimal.ONE;
        for (int i = 0; i < STEPS; i++) {
            POWER[i] = power.doubleValue();
            POWER_REST[i] = power.subtract(new BigDecimal(POWER[i])).doubleValue();
            power = power.multiply(step, precision);
        }
    }

    private Exponential() {}

    /** Returns e to the power {@code x}; NaN for NaN. */
    static double exp(double x) {
        if (!(x <= OVERFLOW)) {
            return Double.isNaN(x) ? x : Double.POSITIVE_INFINITY;
        }
        if (x < UNDERFLOW) {
            return 0.0;
        }
        double steps = Math.rint(x * STEPS_PER_LN2);
        double exact = x - steps * STEP_HIGH;
        double low = steps * STEP_LOW;
        double r = exact - low;
        double rest = (exact - r) - low;
        double r2 = r * r;
        double tail = rest + r2 * (0.5 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720)))));
        int step = (int) steps;
        int index = step & (STEPS - 1);
        double power = POWER[index];
        double fraction = power + (POWER_REST[index] + power * (r + tail));
        return Math.scalb(fraction, step >> 6);
    }
}
