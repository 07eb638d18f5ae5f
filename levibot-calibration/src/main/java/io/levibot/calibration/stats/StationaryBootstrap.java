package io.levibot.calibration.stats;

import io.levibot.calibration.internal.Parallel;
import java.util.Arrays;
import java.util.concurrent.Executor;
import java.util.function.ToDoubleFunction;

/**
 * The stationary bootstrap (Politis and Romano 1994): rows are drawn in runs that start anywhere, have a geometric
 * length, and wrap around at the end, so that dependence between neighbours survives. A mean block length of 1 is the
 * ordinary bootstrap.
 *
 * <p>Draw k depends on the seed and k alone: results are the same on any number of threads, machine and JDK.
 * Immutable and thread-safe.
 *
 * @param rows the number of rows of the sample, at least 1
 * @param meanBlockLength in rows, at least 1; {@link BlockLength} chooses one
 * @param draws the number of replicates, at least 1; 1000 or more for 95 % intervals
 * @param seed of all drawing
 * @since 0.1.0
 */
public record StationaryBootstrap(int rows, double meanBlockLength, int draws, long seed) {

    public StationaryBootstrap {
        Checks.atLeast("rows", rows, 1);
        Checks.atLeast("draws", draws, 1);
        Checks.finite("meanBlockLength", meanBlockLength);
        if (meanBlockLength < 1) {
            throw new IllegalArgumentException("meanBlockLength is " + meanBlockLength + "; it must be at least 1");
        }
    }

    /** The rows of one draw, in drawn order: as many as the sample has. */
    public int[] draw(int draw) {
        int[] drawn = new int[rows];
        drawInto(draw, drawn);
        return drawn;
    }

    /**
     * Writes the rows of one draw.
     *
     * @param draw from 0 to {@code draws - 1}
     * @param into as long as the sample
     */
    public void drawInto(int draw, int[] into) {
        Checks.sameLength("into", into.length, "the sample", rows);
        Blocks blocks = blocks(draw);
        int filled = 0;
        while (filled < rows) {
            int row = blocks.nextStart();
            int length = Math.min(blocks.nextLength(), rows - filled);
            for (int i = 0; i < length; i++) {
                into[filled++] = row;
                row = row + 1 == rows ? 0 : row + 1;
            }
        }
    }

    /**
     * Replicates a statistic.
     *
     * @param estimate the statistic on the sample itself
     * @param statistic given the drawn rows (an array that is reused: read it, do not keep it); called from several
     *     threads at once when the executor has several; NaN where undefined
     * @param executor runs part of the draws; the calling thread works too
     */
    public BootstrapDistribution replicate(double estimate, ToDoubleFunction<int[]> statistic, Executor executor) {
        double[] replicates = new double[draws];
        forEachDraw(executor, (draw, drawn) -> replicates[draw] = statistic.applyAsDouble(drawn));
        return BootstrapDistribution.of(estimate, replicates);
    }

    /** Runs all draws, a chunk of them with one buffer. */
    void forEachDraw(Executor executor, DrawnRows use) {
        int chunks = (draws + Chunk.DRAWS - 1) / Chunk.DRAWS;
        Parallel.forEach(chunks, executor, chunk -> {
            int[] drawn = new int[rows];
            for (int draw = chunk * Chunk.DRAWS; draw < Math.min(draws, (chunk + 1) * Chunk.DRAWS); draw++) {
                drawInto(draw, drawn);
                use.accept(draw, drawn);
            }
        });
    }

    /**
     * Counts how often each row is in a draw, in one pass over the blocks.
     *
     * @param into as long as the sample, overwritten
     */
    void countInto(int draw, int[] into) {
        Arrays.fill(into, 0);
        Blocks blocks = blocks(draw);
        int filled = 0;
        int wrapped = 0;
        while (filled < rows) {
            int start = blocks.nextStart();
            int length = Math.min(blocks.nextLength(), rows - filled);
            filled += length;
            into[start]++;
            int end = start + length;
            if (end >= rows) {
                end -= rows;
                wrapped++;
            }
            // A full circle ends where it began, and needs no mark but its wrap.
            into[end]--;
        }
        int open = wrapped;
        for (int row = 0; row < rows; row++) {
            open += into[row];
            into[row] = open;
        }
    }

    private Blocks blocks(int draw) {
        if (draw < 0 || draw >= draws) {
            throw new IllegalArgumentException("draw is " + draw + "; it must lie in 0 .. " + (draws - 1));
        }
        return new Blocks(SplitMix64.stream(seed, draw), rows, meanBlockLength);
    }

    /** What to do with the rows of a draw. */
    @FunctionalInterface
    interface DrawnRows {
        void accept(int draw, int[] drawn);
    }

    private static final class Chunk {
        static final int DRAWS = 16;
    }

    private static final class Blocks {
        private final SplitMix64 random;
        private final int rows;
        private final double logContinue;

        Blocks(SplitMix64 random, int rows, double meanLength) {
            this.random = random;
            this.rows = rows;
            this.logContinue = StrictMath.log1p(-1 / meanLength);
        }

        int nextStart() {
            return random.nextInt(rows);
        }

        /** Geometric by inversion; at most the number of rows. */
        int nextLength() {
            double length = 1 + Math.floor(StrictMath.log1p(-random.nextDouble()) / logContinue);
            return (int) Math.min(rows, length);
        }
    }
}
