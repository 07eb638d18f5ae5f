package io.levibot.calibration.stats;

import io.levibot.calibration.internal.Parallel;
import java.util.concurrent.Executor;
import java.util.function.ToDoubleFunction;

/**
 * The same forecasts from a model that is right: outcomes drawn from the forecasts themselves. It tells what a measure
 * shows without any miscalibration, and gives an exact p-value for any of them (Dimitriadis, Gneiting and Jordan 2021;
 * Bröcker and Smith 2007). Outcomes are drawn independently; labels that overlap in time make real errors larger than
 * that.
 *
 * <p>Immutable and thread-safe; draw k depends on the seed and k alone.
 *
 * @since 0.1.0
 */
public final class PerfectModel {

    private static final int DRAWS_PER_CHUNK = 16;

    private final BinaryForecasts forecasts;
    private final int draws;
    private final long seed;

    /**
     * Prepares draws.
     *
     * @param forecasts every row of weight 1
     * @param draws how many, at least 1; 999 or more for p-values
     * @param seed of all drawing
     */
    public PerfectModel(BinaryForecasts forecasts, int draws, long seed) {
        this.forecasts = forecasts.requireUnweighted();
        this.draws = Checks.atLeast("draws", draws, 1);
        this.seed = seed;
    }

    /**
     * The distribution of a measure under calibration beside its value on the real outcomes.
     *
     * @param measure called from several threads at once when the executor has several; NaN where undefined
     * @param executor runs part of the draws; the calling thread works too
     */
    public NullDistribution distribution(ToDoubleFunction<BinaryForecasts> measure, Executor executor) {
        double[] simulated = new double[draws];
        forEachDraw(
                executor, (draw, outcome) -> simulated[draw] = measure.applyAsDouble(forecasts.withOutcomes(outcome)));
        return NullDistribution.of(measure.applyAsDouble(forecasts), simulated);
    }

    /** Draws all outcomes, a chunk of draws with one buffer. */
    void forEachDraw(Executor executor, DrawnOutcomes use) {
        int chunks = (draws + DRAWS_PER_CHUNK - 1) / DRAWS_PER_CHUNK;
        Parallel.forEach(chunks, executor, chunk -> {
            int[] outcome = new int[forecasts.rows()];
            int end = Math.min(draws, (chunk + 1) * DRAWS_PER_CHUNK);
            for (int draw = chunk * DRAWS_PER_CHUNK; draw < end; draw++) {
                drawInto(draw, outcome);
                use.accept(draw, outcome);
            }
        });
    }

    private void drawInto(int draw, int[] outcome) {
        SplitMix64 random = SplitMix64.stream(seed, draw);
        for (int row = 0; row < outcome.length; row++) {
            outcome[row] = random.nextDouble() < forecasts.probability(row) ? 1 : 0;
        }
    }

    /** What to do with the outcomes of a draw. */
    @FunctionalInterface
    interface DrawnOutcomes {
        void accept(int draw, int[] outcome);
    }
}
