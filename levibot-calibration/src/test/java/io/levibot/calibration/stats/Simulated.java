package io.levibot.calibration.stats;

import java.util.Arrays;

/** Seeded data for simulation tests. */
final class Simulated {

    private Simulated() {}

    /** Forecasts of a model that is right, uniform over [0, 1]. */
    static BinaryForecasts uniform(int n, SplitMix64 random) {
        double[] p = new double[n];
        int[] y = new int[n];
        for (int i = 0; i < n; i++) {
            p[i] = random.nextDouble();
            y[i] = random.nextDouble() < p[i] ? 1 : 0;
        }
        return BinaryForecasts.of(p, y);
    }

    /**
     * Forecasts of a model that is right and knows little: Beta(20, 20), as the middle of 39 uniforms is distributed.
     */
    static BinaryForecasts timid(int n, SplitMix64 random) {
        double[] p = new double[n];
        int[] y = new int[n];
        double[] uniforms = new double[39];
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < uniforms.length; k++) {
                uniforms[k] = random.nextDouble();
            }
            Arrays.sort(uniforms);
            p[i] = uniforms[19];
            y[i] = random.nextDouble() < p[i] ? 1 : 0;
        }
        return BinaryForecasts.of(p, y);
    }

    /** Returns that follow a first-order autoregression around a mean. */
    static double[] autoregression(int n, double mean, double rho, SplitMix64 random) {
        double[] returns = new double[n];
        double state = 0;
        for (int t = 0; t < n; t++) {
            state = rho * state + random.nextGaussian();
            returns[t] = mean + state;
        }
        return returns;
    }
}
