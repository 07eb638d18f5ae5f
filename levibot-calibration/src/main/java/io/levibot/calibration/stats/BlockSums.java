package io.levibot.calibration.stats;

/**
 * Sums and sums of squares of each trial's returns per block of periods, and scores of unions of blocks. Different trials may be
 * added by different threads.
 */
final class BlockSums {

    /** A variance this much below the mean square may be nothing but rounding, and is looked at again. */
    static final double ROUNDING = 1e-12;

    private final int trials;
    private final int blocks;
    private final int blockLength;
    private final int skipped;
    private final double[][] sum;
    private final double[][] squares;
    private final double[][] lowest;
    private final double[][] highest;

    /** Leaves out the first {@code periods mod blocks} periods, which fill no whole block. */
    BlockSums(int trials, int periods, int blocks) {
        this.trials = trials;
        this.blocks = blocks;
        this.blockLength = periods / blocks;
        this.skipped = periods % blocks;
        this.sum = new double[blocks][trials];
        this.squares = new double[blocks][trials];
        this.lowest = new double[blocks][trials];
        this.highest = new double[blocks][trials];
    }

    void add(int trial, double[] returns) {
        int t = skipped;
        for (int block = 0; block < blocks; block++) {
            double s = 0;
            double q = 0;
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < blockLength; i++) {
                double r = returns[t++];
                s += r;
                q += r * r;
                low = r < low ? r : low;
                high = r > high ? r : high;
            }
            sum[block][trial] = s;
            squares[block][trial] = q;
            lowest[block][trial] = low;
            highest[block][trial] = high;
        }
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
        boolean doubtful = false;
        for (int trial = 0; trial < trials; trial++) {
            double mean = total[trial] / n;
            double variance = (totalSquares[trial] - n * mean * mean) / (n - 1);
            doubtful |= variance <= ROUNDING * totalSquares[trial] / n;
            into[trial] = mean / Math.sqrt(Math.max(variance, Double.MIN_NORMAL));
        }
        for (int trial = 0; doubtful && trial < trials; trial++) {
            double mean = total[trial] / n;
            double variance = (totalSquares[trial] - n * mean * mean) / (n - 1);
            if (variance <= ROUNDING * totalSquares[trial] / n && isFlat(trial, chosen)) {
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
