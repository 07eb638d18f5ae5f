package io.levibot.calibration.stats;

import java.util.Arrays;

/**
 * Plain performance figures of simple returns per period. Returns must be finite and at least -1 (everything lost); the
 * array must not be empty.
 *
 * @since 0.1.0
 */
public final class Performance {

    private static final double VALUE_AT_RISK_SHARE = 0.05;

    private Performance() {}

    /**
     * The deepest fall of equity below its running peak, the start included: 0 or negative, -0.25 for a quarter lost,
     * -1 when everything is.
     */
    public static double maxDrawdown(double[] returns) {
        checked(returns);
        double equity = 1;
        double peak = 1;
        double deepest = 0;
        for (double r : returns) {
            equity *= 1 + r;
            peak = Math.max(peak, equity);
            deepest = Math.min(deepest, equity / peak - 1);
        }
        return deepest;
    }

    /** Compound return over the whole series, a fraction, at least -1. */
    public static double cumulativeReturn(double[] returns) {
        checked(returns);
        double equity = 1;
        for (double r : returns) {
            equity *= 1 + r;
        }
        return equity - 1;
    }

    /** Compound return per year, a fraction; infinite where a short winning series compounds beyond doubles. */
    public static double annualReturn(double[] returns, double periodsPerYear) {
        double years = returns.length / Checks.positive("periodsPerYear", periodsPerYear);
        return StrictMath.pow(1 + cumulativeReturn(returns), 1 / years) - 1;
    }

    /** Standard deviation (n-1) times the root of the periods per year; at least two returns. */
    public static double annualVolatility(double[] returns, double periodsPerYear) {
        return ReturnMoments.of(checked(returns)).standardDeviation()
                * Math.sqrt(Checks.positive("periodsPerYear", periodsPerYear));
    }

    /**
     * Mean return over the root of the mean squared loss (target 0, all periods in the denominator), annualised by the
     * root of the periods (Sortino and van der Meer 1991). Infinite without a loss, NaN when every return is 0.
     */
    public static double sortino(double[] returns, double periodsPerYear) {
        checked(returns);
        double sum = 0;
        double squares = 0;
        for (double r : returns) {
            double loss = Math.min(r, 0);
            sum += r;
            squares += loss * loss;
        }
        double downside = Math.sqrt(squares / returns.length);
        return sum / returns.length / downside * Math.sqrt(Checks.positive("periodsPerYear", periodsPerYear));
    }

    /** Annual return over the size of the maximum drawdown (Young 1991); NaN without a drawdown. */
    public static double calmar(double[] returns, double periodsPerYear) {
        double drawdown = maxDrawdown(returns);
        return drawdown < 0 ? annualReturn(returns, periodsPerYear) / -drawdown : Double.NaN;
    }

    /** Sum of gains over sum of losses (Keating and Shadwick 2002, threshold 0); NaN without a loss. */
    public static double omega(double[] returns) {
        checked(returns);
        double gains = 0;
        double losses = 0;
        for (double r : returns) {
            gains += Math.max(r, 0);
            losses -= Math.min(r, 0);
        }
        return losses > 0 ? gains / losses : Double.NaN;
    }

    /** The 5 % quantile (type 7) of the returns; its sign is that of a return. */
    public static double valueAtRisk5(double[] returns) {
        double[] sorted = checked(returns).clone();
        Arrays.sort(sorted);
        return Quantiles.ofSorted(sorted, VALUE_AT_RISK_SHARE);
    }

    /** The mean of the lowest {@code floor(0.05 (n-1)) + 1} returns. */
    public static double conditionalValueAtRisk5(double[] returns) {
        double[] sorted = checked(returns).clone();
        Arrays.sort(sorted);
        int worst = (int) Math.floor((sorted.length - 1) * VALUE_AT_RISK_SHARE) + 1;
        double sum = 0;
        for (int i = 0; i < worst; i++) {
            sum += sorted[i];
        }
        return sum / worst;
    }

    /**
     * Mean absolute change of position per period, the entry from flat counted in the first.
     *
     * @param positions signed exposure after each period's decision, as a multiple of equity, finite, not empty
     * @return per period; half of it is the one-sided turnover of some texts
     */
    public static double turnover(double[] positions) {
        Checks.atLeast("number of positions", positions.length, 1);
        Checks.finite("positions", positions);
        double before = 0;
        double sum = 0;
        for (double position : positions) {
            sum += Math.abs(position - before);
            before = position;
        }
        return sum / positions.length;
    }

    private static double[] checked(double[] returns) {
        Checks.atLeast("number of returns", returns.length, 1);
        Checks.finite("returns", returns);
        for (int i = 0; i < returns.length; i++) {
            if (returns[i] < -1) {
                throw new IllegalArgumentException(
                        "returns[" + i + "] is " + returns[i] + "; a simple return is at least -1");
            }
        }
        return returns;
    }
}
