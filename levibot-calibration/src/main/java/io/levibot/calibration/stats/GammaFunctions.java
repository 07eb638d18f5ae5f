package io.levibot.calibration.stats;

/**
 * The regularised incomplete gamma functions, from which the normal and chi-square tails are read without cancellation.
 * Relative accuracy about 1e-13 in the tails used here.
 */
final class GammaFunctions {

    private static final double RELATIVE = 0x1p-53;
    private static final int MOST_TERMS = 100_000;

    /** Bernoulli numbers B(2k) / (2k (2k-1)) of Stirling's series for ln gamma (Abramowitz and Stegun 6.1.41). */
    private static final double[] STIRLING = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400
    };

    private static final double STIRLING_FROM = 12;
    private static final double HALF_LOG_PI = 0.5723649429247001;
    private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

    private GammaFunctions() {}

    /** ln gamma(a) for a &gt; 0: Stirling's series after moving the argument up by the recurrence. */
    static double logGamma(double a) {
        if (a == 0.5) {
            return HALF_LOG_PI;
        }
        double product = 1;
        double x = a;
        while (x < STIRLING_FROM) {
            product *= x;
            x += 1;
        }
        double inverse = 1 / x;
        double inverseSquared = inverse * inverse;
        double series = 0;
        for (int k = STIRLING.length - 1; k >= 0; k--) {
            series = series * inverseSquared + STIRLING[k];
        }
        return (x - 0.5) * StrictMath.log(x) - x + HALF_LOG_TWO_PI + series * inverse - StrictMath.log(product);
    }

    /** Q(a, x) = upper incomplete gamma over gamma, the survival function of a gamma variable of shape a. */
    static double upper(double a, double x) {
        if (x <= 0) {
            return 1;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return 0;
        }
        return x < a + 1 ? 1 - lowerSeries(a, x) : upperFraction(a, x);
    }

    /** P(a, x) = 1 - Q(a, x), accurate where it is small. */
    static double lower(double a, double x) {
        if (x <= 0) {
            return 0;
        }
        if (x == Double.POSITIVE_INFINITY) {
            return 1;
        }
        return x < a + 1 ? lowerSeries(a, x) : 1 - upperFraction(a, x);
    }

    /** The survival function of chi-square. */
    static double chiSquareUpper(double value, double degreesOfFreedom) {
        return upper(degreesOfFreedom / 2, value / 2);
    }

    /** Abramowitz and Stegun 6.5.29: all terms positive. */
    private static double lowerSeries(double a, double x) {
        double term = 1 / a;
        double sum = term;
        for (int n = 1; n < MOST_TERMS && term > sum * RELATIVE; n++) {
            term *= x / (a + n);
            sum += term;
        }
        return sum * scale(a, x);
    }

    /** Abramowitz and Stegun 6.5.31 in its even form, by Lentz's recurrence as Thompson and Barnett (1986) keep it. */
    private static double upperFraction(double a, double x) {
        double tiny = Double.MIN_NORMAL / RELATIVE;
        double b = x + 1 - a;
        double c = 1 / tiny;
        double d = 1 / b;
        double h = d;
        for (int n = 1; n < MOST_TERMS; n++) {
            double numerator = -n * (n - a);
            b += 2;
            d = 1 / notZero(numerator * d + b, tiny);
            c = notZero(b + numerator / c, tiny);
            double factor = c * d;
            h *= factor;
            if (Math.abs(factor - 1) <= 2 * RELATIVE) {
                break;
            }
        }
        return h * scale(a, x);
    }

    private static double notZero(double value, double tiny) {
        return Math.abs(value) < tiny ? tiny : value;
    }

    private static double scale(double a, double x) {
        return StrictMath.exp(a * StrictMath.log(x) - x - logGamma(a));
    }
}
