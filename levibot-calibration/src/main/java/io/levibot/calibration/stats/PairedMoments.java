package io.levibot.calibration.stats;

/**
 * Running sums of two series' returns and squares, from which the Sharpe ratios of any circular block and their
 * gradient are read. Notation of Ledoit and Wolf (2008): means a and b, mean squares c and d.
 */
final class PairedMoments {

    private final double[] first;
    private final double[] second;
    private final int n;

    /** Sums of the first t periods: returns and squares of both. */
    private final double[][] through;

    PairedMoments(double[] first, double[] second) {
        this.first = first;
        this.second = second;
        this.n = first.length;
        this.through = new double[4][n + 1];
        for (int t = 0; t < n; t++) {
            through[0][t + 1] = through[0][t] + first[t];
            through[1][t + 1] = through[1][t] + second[t];
            through[2][t + 1] = through[2][t] + first[t] * first[t];
            through[3][t + 1] = through[3][t] + second[t] * second[t];
        }
    }

    /** Mean returns and squares, and what follows from them. */
    record Point(double a, double b, double c, double d) {

        double difference() {
            return a / Math.sqrt(c - a * a) - b / Math.sqrt(d - b * b);
        }

        /** The gradient of the difference applied to deviations of the four means. */
        double slope(double da, double db, double dc, double dd) {
            double firstVariance = c - a * a;
            double secondVariance = d - b * b;
            double firstCube = firstVariance * Math.sqrt(firstVariance);
            double secondCube = secondVariance * Math.sqrt(secondVariance);
            return (c * da - a * dc / 2) / firstCube - (d * db - b * dd / 2) / secondCube;
        }
    }

    Point sample() {
        return new Point(through[0][n] / n, through[1][n] / n, through[2][n] / n, through[3][n] / n);
    }

    /** What each period adds to the difference, to first order. */
    double[] influence(Point at) {
        double[] influence = new double[n];
        for (int t = 0; t < n; t++) {
            influence[t] = at.slope(
                    first[t] - at.a(),
                    second[t] - at.b(),
                    first[t] * first[t] - at.c(),
                    second[t] * second[t] - at.d());
        }
        return influence;
    }

    /**
     * One draw of whole blocks: |difference - centre| over the standard error that the blocks themselves give. NaN when
     * a drawn series is constant.
     */
    double studentisedDraw(SplitMix64 random, int blockLength, double centre) {
        int blocks = n / blockLength;
        double[][] sums = new double[4][blocks];
        double[] mean = new double[4];
        for (int block = 0; block < blocks; block++) {
            int start = random.nextInt(n);
            for (int moment = 0; moment < 4; moment++) {
                sums[moment][block] = blockSum(through[moment], start, blockLength);
                mean[moment] += sums[moment][block];
            }
        }
        double periods = (double) blocks * blockLength;
        Point drawn = new Point(mean[0] / periods, mean[1] / periods, mean[2] / periods, mean[3] / periods);
        double variance = 0;
        for (int block = 0; block < blocks; block++) {
            double deviation = drawn.slope(
                    sums[0][block] - blockLength * drawn.a(),
                    sums[1][block] - blockLength * drawn.b(),
                    sums[2][block] - blockLength * drawn.c(),
                    sums[3][block] - blockLength * drawn.d());
            variance += deviation * deviation / blockLength;
        }
        double standardError = Math.sqrt(variance / blocks / periods);
        return Math.abs(drawn.difference() - centre) / standardError;
    }

    private double blockSum(double[] sums, int start, int length) {
        int end = start + length;
        return end <= n ? sums[end] - sums[start] : sums[n] - sums[start] + sums[end - n];
    }
}
