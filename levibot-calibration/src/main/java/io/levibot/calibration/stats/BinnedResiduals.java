package io.levibot.calibration.stats;

/**
 * Residuals outcome minus forecast by row, with the equal-width bin of each: enough for the expected calibration error
 * of any resample.
 */
final class BinnedResiduals {

    private final int bins;
    private final int[] binOfRow;
    private final double[] residual;

    private BinnedResiduals(int bins, int[] binOfRow, double[] residual) {
        this.bins = bins;
        this.binOfRow = binOfRow;
        this.residual = residual;
    }

    static BinnedResiduals of(BinaryForecasts forecasts, int bins) {
        int[] binOfLevel = BinEdges.binOfLevel(forecasts.levels(), BinEdges.equalWidth(bins));
        int[] binOfRow = new int[forecasts.rows()];
        double[] residual = new double[forecasts.rows()];
        for (int row = 0; row < residual.length; row++) {
            binOfRow[row] = binOfLevel[forecasts.levelOfRow(row)];
            residual[row] = forecasts.outcome(row) - forecasts.probability(row);
        }
        return new BinnedResiduals(bins, binOfRow, residual);
    }

    int binOfRow(int row) {
        return binOfRow[row];
    }

    /** Of all rows once. */
    double expectedError() {
        double[] sum = new double[bins];
        for (int row = 0; row < residual.length; row++) {
            sum[binOfRow[row]] += residual[row];
        }
        return meanAbsolute(sum, residual.length);
    }

    /** Of drawn rows. */
    double expectedError(int[] rows) {
        double[] sum = new double[bins];
        for (int row : rows) {
            sum[binOfRow[row]] += residual[row];
        }
        return meanAbsolute(sum, rows.length);
    }

    private static double meanAbsolute(double[] sum, int rows) {
        double total = 0;
        for (double s : sum) {
            total += Math.abs(s);
        }
        return total / rows;
    }
}
