package io.levibot.calibration.stats;

/** Sample quantiles by linear interpolation, type 7 of Hyndman and Fan (1996), with numpy's rounding. */
final class Quantiles {

    private Quantiles() {}

    /** NaN when there is nothing. */
    static double ofSorted(double[] ascending, double share) {
        if (ascending.length == 0) {
            return Double.NaN;
        }
        double position = (ascending.length - 1) * share;
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, ascending.length - 1);
        double low = ascending[below];
        double high = ascending[above];
        if (low == high) {
            return low;
        }
        double part = position - below;
        return part < 0.5 ? low + (high - low) * part : high - (high - low) * (1 - part);
    }
}
