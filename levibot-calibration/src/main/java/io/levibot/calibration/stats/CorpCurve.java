package io.levibot.calibration.stats;

import java.util.Arrays;
import java.util.concurrent.Executor;

/**
 * The reliability diagram without bins (CORP: Dimitriadis, Gneiting and Jordan 2021): the best monotone recalibration
 * of the forecasts, as blocks of neighbouring forecasts that share one observed rate, with a band in which the curve of
 * a perfect model would lie.
 *
 * <p>Immutable and thread-safe.
 *
 * @since 0.1.0
 */
public final class CorpCurve {

    private final BinaryForecasts forecasts;
    private final double[] from;
    private final double[] to;
    private final double[] rate;
    private final double[] weight;

    private CorpCurve(BinaryForecasts forecasts) {
        this.forecasts = forecasts;
        Levels levels = forecasts.levels();
        PooledForecasts pooled = PooledForecasts.of(levels);
        this.from = new double[pooled.size()];
        this.to = new double[pooled.size()];
        this.rate = new double[pooled.size()];
        this.weight = new double[pooled.size()];
        for (int b = 0; b < from.length; b++) {
            from[b] = levels.value[pooled.firstLevel(b)];
            to[b] = levels.value[pooled.lastLevel(b)];
            rate[b] = pooled.rate(b);
            weight[b] = pooled.weight(b);
        }
    }

    /** Draws the curve of forecasts. */
    public static CorpCurve of(BinaryForecasts forecasts) {
        return new CorpCurve(forecasts);
    }

    /** The number of blocks, at least 1. */
    public int size() {
        return from.length;
    }

    /** The lowest forecast in the block. */
    public double from(int block) {
        return from[block];
    }

    /** The highest forecast in the block; below the next block's lowest. */
    public double to(int block) {
        return to[block];
    }

    /** The observed rate in the block; rises strictly from block to block. */
    public double eventRate(int block) {
        return rate[block];
    }

    /** The weight of the block. */
    public double weight(int block) {
        return weight[block];
    }

    /** The recalibrated probability: flat inside a block, linear between blocks, constant beyond the ends. */
    public double at(double probability) {
        Checks.probabilities("probability", new double[] {probability});
        return interpolate(probability);
    }

    /**
     * Where a perfect model's curve would lie, point by point: quantiles of the curves of outcomes drawn from the
     * forecasts.
     *
     * @param points where to look, each a probability
     * @param coverage of each point's band, in (0, 1)
     * @param draws how many curves, at least 1
     * @param seed of all drawing
     * @param executor runs part of the draws; the calling thread works too
     * @return one interval per point, its estimate the curve of the real outcomes
     */
    public ConfidenceInterval[] consistencyBand(
            double[] points, double coverage, int draws, long seed, Executor executor) {
        Checks.probabilities("points", points);
        Checks.openUnit("coverage", coverage);
        double[][] simulated = new double[points.length][draws];
        new PerfectModel(forecasts, draws, seed).forEachDraw(executor, (draw, outcome) -> {
            CorpCurve curve = of(forecasts.withOutcomes(outcome));
            for (int i = 0; i < points.length; i++) {
                simulated[i][draw] = curve.at(points[i]);
            }
        });
        ConfidenceInterval[] band = new ConfidenceInterval[points.length];
        double tail = (1 - coverage) / 2;
        for (int i = 0; i < points.length; i++) {
            Arrays.sort(simulated[i]);
            band[i] = new ConfidenceInterval(
                    at(points[i]),
                    Quantiles.ofSorted(simulated[i], tail),
                    Quantiles.ofSorted(simulated[i], 1 - tail),
                    coverage);
        }
        return band;
    }

    private double interpolate(double x) {
        int found = Arrays.binarySearch(from, x);
        int block = found >= 0 ? found : -found - 2;
        if (block < 0) {
            return rate[0];
        }
        if (x <= to[block] || block == from.length - 1) {
            return rate[block];
        }
        double share = (x - to[block]) / (from[block + 1] - to[block]);
        return rate[block] + share * (rate[block + 1] - rate[block]);
    }
}
