package io.levibot.calibration.stats;

/**
 * Sums and sums of squares of each trial's returns per block of periods, and scores of unions of blocks. Different trials may be
 * added by different threads.
 */
final class BlockSums {

    /** A larger score may come of a variance that is nothing but rounding, and is looked at again. */
    private static final double DOUBTFUL = 1e5;

    private final int trials;
    private final int blocks;
    private final int blockLength;
    private final int skipped;
    private final double[][] sum;
    private final double[][] squares;
    private final double[][] first;
    private final boolean[][] constant;

    /** Leaves out the first {@code periods mod blocks} periods, which fill no whole block. */
    BlockSums(int trials, int periods, int blocks) {
        this.trials = trials;
        this.blocks = blocks;
        this.blockLength = periods / blocks;
        this.skipped = periods % blocks;
        this.sum = new double[blocks][trials];
        this.squares = new double[blocks][trials];
        this.first = new double[blocks][trials];
        this.constant = new boolean[blocks][trials];
    }

    void add(int trial, double[] returns) {
        for (int block = 0; block < blocks; block++) {
            int from = skipped + block * blockLength;
            addBlock(trial, block, returns, from, from + blockLength);
        }
    }

    /** Four sums side by side, as additions that wait for each other are what takes the time. */
    private void addBlock(int trial, int block, double[] returns, int from, int to) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        double q0 = 0;
        double q1 = 0;
        double q2 = 0;
        double q3 = 0;
        int t = from;
        for (; t < to - 3; t += 4) {
            s0 += returns[t];
            s1 += returns[t + 1];
            s2 += returns[t + 2];
            s3 += returns[t + 3];
            q0 += returns[t] * returns[t];
            q1 += returns[t + 1] * returns[t + 1];
            q2 += returns[t + 2] * returns[t + 2];
            q3 += returns[t + 3] * returns[t + 3];
        }
        for (; t < to; t++) {
            s0 += returns[t];
            q0 += returns[t] * returns[t];
        }
        sum[block][trial] = (s0 + s1) + (s2 + s3);
        squares[block][trial] = (q0 + q1) + (q2 + q3);
        first[block][trial] = returns[from];
        boolean equal = true;
        for (t = from; t < to && equal; t++) {
            equal = returns[t] == returns[from];
        }
        constant[block][trial] = equal;
    }

    int trials() {
        return trials;
    }

    int blocks() {
        return blocks;
    }

    /** Periods in each block. */
    int blockLength() {
        return blockLength;
    }

    double[] sum(int block) {
        return sum[block];
    }

    double[] squares(int block) {
        return squares[block];
    }

    /** Writes the score of each trial on the chosen blocks, a bit set. */
    void scores(int chosen, double[] into) {
        double[] total = new double[trials];
        double[] totalSquares = new double[trials];
        for (int block = 0; block < blocks; block++) {
            if ((chosen >>> block & 1) == 1) {
                addTo(total, sum[block]);
                addTo(totalSquares, squares[block]);
            }
        }
        scores(chosen, total, totalSquares, into);
    }

    /** The same from sums over the chosen blocks: mean over standard deviation, 0 for a trial whose returns are all equal. */
    void scores(int chosen, double[] total, double[] totalSquares, double[] into) {
        double n = (double) blockLength * Integer.bitCount(chosen);
        for (int trial = 0; trial < trials; trial++) {
            double mean = total[trial] / n;
            double variance = (totalSquares[trial] - n * mean * mean) / (n - 1);
            into[trial] = mean / Math.sqrt(Math.max(variance, Double.MIN_NORMAL));
        }
        for (int trial = 0; trial < trials; trial++) {
            if (Math.abs(into[trial]) > DOUBTFUL && isFlat(trial, chosen)) {
                into[trial] = 0;
            }
        }
    }

    static void addTo(double[] total, double[] part) {
        for (int trial = 0; trial < total.length; trial++) {
            total[trial] += part[trial];
        }
    }

    private boolean isFlat(int trial, int chosen) {
        int one = Integer.numberOfTrailingZeros(chosen);
        boolean flat = true;
        for (int block = one; block < blocks && flat; block++) {
            boolean counts = (chosen >>> block & 1) == 1;
            flat = !counts || (constant[block][trial] && first[block][trial] == first[one][trial]);
        }
        return flat;
    }
}
