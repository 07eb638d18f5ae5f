package io.levibot.engine.feature;

import io.levibot.api.Bar;

/**
 * The last bars of one symbol, newest at lag 0. Each column is written twice, one capacity apart, so that a window is always one
 * stretch of an array: the value at lag k is {@code column[at() - k]}.
 */
final class BarHistory {
    private final int capacity;
    private final double[] high;
    private final double[] low;
    private final double[] close;
    private final double[] volume;
    private final double[] logReturn;
    private final double[] trueRange;
    private int at;
    private long seen;
    private long closeSecond;

    BarHistory(int capacity) {
        this.capacity = capacity;
        this.high = new double[2 * capacity];
        this.low = new double[2 * capacity];
        this.close = new double[2 * capacity];
        this.volume = new double[2 * capacity];
        this.logReturn = new double[2 * capacity];
        this.trueRange = new double[2 * capacity];
        this.at = 2 * capacity - 1;
    }

    void push(Bar bar) {
        double previousClose = seen == 0 ? Double.NaN : close[at];
        int slot = at - capacity + 1 == capacity ? 0 : at - capacity + 1;
        at = slot + capacity;
        seen++;
        closeSecond = bar.closeTime().getEpochSecond();
        put(high, bar.high());
        put(low, bar.low());
        put(close, bar.close());
        put(volume, bar.volume());
        put(logReturn, StrictMath.log(bar.close() / previousClose));
        put(trueRange, trueRange(bar, previousClose));
    }

    /** How many bars have been pushed in all. */
    long seen() {
        return seen;
    }

    /** Index of lag 0 in every column. */
    int at() {
        return at;
    }

    double[] high() {
        return high;
    }

    double[] low() {
        return low;
    }

    double[] close() {
        return close;
    }

    double[] volume() {
        return volume;
    }

    /** ln(close / close before): depends on two bars; NaN at the first bar of all. */
    double[] logReturn() {
        return logReturn;
    }

    /** max(high - low, |high - close before|, |low - close before|): depends on two bars; NaN at the first bar of all. */
    double[] trueRange() {
        return trueRange;
    }

    /** Close time of the bar at lag 0, epoch seconds. */
    long closeSecond() {
        return closeSecond;
    }

    private void put(double[] column, double value) {
        column[at - capacity] = value;
        column[at] = value;
    }

    private static double trueRange(Bar bar, double previousClose) {
        double up = Math.abs(bar.high() - previousClose);
        double down = Math.abs(bar.low() - previousClose);
        return Math.max(bar.high() - bar.low(), Math.max(up, down));
    }
}
