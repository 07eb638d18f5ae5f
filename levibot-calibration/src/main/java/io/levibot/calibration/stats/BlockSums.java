package io.levibot.calibration.stats;

import java.util.Arrays;

/** Sums and sums of squares of each trial's returns per block of periods, and scores of unions of blocks. */
final class BlockSums {

    /** A variance this much below the mean square may be nothing but rounding, and is looked at again. */
    private static final double ROUNDING = 1e-12;

    private final int trials;
    private final int blocks;
    private final double[][] sum;
    private final double[][] squares;
    private final double[][] lowest;
    private final double[][] highest;
    private int blockLength;

    BlockSums(int trials, int blocks) {
        this.trials = trials;
        this.blocks = blocks;
        this.sum = new double[blocks][trials];
        this.squares = new double[blocks][trials];
        this.lowest = new double[blocks][trials];
        this.highest = new double[blocks][trials];
    }

    /** Adds a trial's returns, leaving out the first ones that fill no whole block. */
    void add(int trial, double[] returns) {
        blockLength = returns.length / blocks;
        int t = returns.length - blockLength * blocks;
        for (int block = 0; block < blocks; block++) {
            double s = 0;
            double q = 0;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < blockLength; i++) {
                double r = returns[t++];
                s += r;
                q += r * r;
                low = Math.min(low, r);
                high = Math.max(high, r);
            }
            sum[block][trial] = s;
            squares[block][trial] = q;
            lowest[block][trial] = low;
            highest[block][trial] = high;
        }
    }

    /** Writes the score of each trial on the chosen blocks, a bit set. */
    void scores(int chosen, double[] into) {
        double[] total = into;
        double[] totalSquares = new double[trials];
        Arrays.fill(total, 0);
        for (int block = 0; block < blocks; block++) {
            if ((chosen >>> block & 1) == 1) {
                for (int trial = 0; trial < trials; trial++) {
                    total[trial] += sum[block][trial];
                    totalSquares[trial] += squares[block][trial];
                }
            }
        }
        double n = (double) blockLength * Integer.bitCount(chosen);
        for (int trial = 0; trial < trials; trial++) {
            double mean = total[trial] / n;
            double variance = (totalSquares[trial] - n * mean * mean) / (n - 1);
            boolean flat = variance <= ROUNDING * totalSquares[trial] / n && isFlat(trial, chosen);
            into[trial] = flat ? 0 : mean / Math.sqrt(Math.max(variance, Double.MIN_NORMAL));
        }
    }

    private boolean isFlat(int trial, int chosen) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int block = 0; block < blocks; block++) {
            if ((chosen >>> block & 1) == 1) {
                low = Math.min(low, lowest[block][trial]);
                high = Math.max(high, highest[block][trial]);
            }
        }
        return low == high;
    }
}
