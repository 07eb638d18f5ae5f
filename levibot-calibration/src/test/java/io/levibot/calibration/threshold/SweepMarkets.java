package io.levibot.calibration.threshold;

import io.levibot.api.CostModel;
import io.levibot.api.spi.TuningSet;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Markets for sweeps: slowly wandering probabilities over a random walk that follows them as much as is asked for. */
final class SweepMarkets {
    private static final double VOLATILITY = 0.003;
    private static final double PERSISTENCE = 0.9;

    private SweepMarkets() {}

    /**
     * @param edge expected return of a bar per unit of the state that the probability shows, in standard deviations of a bar
     * @param abstaining share of bars without a probability
     */
    static TuningSet market(int bars, double edge, double abstaining, CostModel costs, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] p = new double[bars];
        double[] lower = new double[bars];
        double[] upper = new double[bars];
        double[] open = new double[bars];
        double[] close = new double[bars];
        double price = 100.0;
        double state = random.nextGaussian();
        for (int t = 0; t < bars; t++) {
            open[t] = price * (1.0 + 0.1 * VOLATILITY * random.nextGaussian());
            price *= Math.exp(VOLATILITY * (edge * state + random.nextGaussian()));
            close[t] = price;
            state = PERSISTENCE * state + Math.sqrt(1.0 - PERSISTENCE * PERSISTENCE) * random.nextGaussian();
            double width = 0.1 * random.nextDouble();
            boolean absent = random.nextDouble() < abstaining;
            p[t] = absent ? Double.NaN : 0.5 + 0.1 * state / (1.0 + Math.abs(state));
            lower[t] = absent ? Double.NaN : p[t] - width / 2;
            upper[t] = absent ? Double.NaN : p[t] + width / 2;
        }
        return TuningSet.builder(p, open, close)
                .interval(lower, upper)
                .costs(costs)
                .exposure(0.95)
                .build();
    }

    /** Rows {@code from} to {@code to} of a market. */
    static TuningSet part(TuningSet set, int from, int to) {
        return TuningSet.builder(
                        Arrays.copyOfRange(set.probability(), from, to),
                        Arrays.copyOfRange(set.open(), from, to),
                        Arrays.copyOfRange(set.close(), from, to))
                .interval(Arrays.copyOfRange(set.lower(), from, to), Arrays.copyOfRange(set.upper(), from, to))
                .costs(set.costs())
                .exposure(set.exposure())
                .build();
    }
}
