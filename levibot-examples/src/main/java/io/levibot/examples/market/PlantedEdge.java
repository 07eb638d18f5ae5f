package io.levibot.examples.market;

import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarSeries;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A market with a known edge: each bar's log return is {@value #STRENGTH} times a hidden state plus noise of standard deviation
 * {@link GeneratedMarket#VOLATILITY}. The state is a stationary AR(1) process of variance 1 with coefficient {@value
 * #PERSISTENCE} (half-life of about {@value #HALF_LIFE_BARS} bars). It shows in nothing but the returns, so that a model can
 * find it only in recent momentum. The oracle knows the state of the bar that just closed and nothing of the noise to come.
 */
public final class PlantedEdge extends GeneratedMarket {
    /** Expected log return of a bar per unit of the state. */
    public static final double STRENGTH = 0.0012;

    /** Coefficient of the state on its own past. */
    public static final double PERSISTENCE = 0.90;

    /** Standard deviation of the noise in a bar's log return. */
    public static final double NOISE = VOLATILITY;

    static final int HALF_LIFE_BARS = 7;

    private final double innovation = Math.sqrt(1.0 - PERSISTENCE * PERSISTENCE);
    private final double[] states;
    private double state;
    private int made;

    private PlantedEdge(int count, long seed) {
        super(seed);
        this.states = new double[count];
    }

    /**
     * The market with the state behind it.
     *
     * @param bars the bars
     * @param states state of each bar: its expected log return over {@link #STRENGTH}
     */
    public record Truth(BarSeries bars, States states) {}

    /** The hidden state of each bar. Immutable. */
    public static final class States {
        private final double[] values;

        private States(double[] values) {
            this.values = values;
        }

        /**
         * @param bar from 0
         * @return the state while that bar was made
         */
        public double at(int bar) {
            return values[bar];
        }
    }

    /**
     * @param symbol name of the instrument
     * @param interval length of the bars
     * @param count number of bars
     * @param seed of all randomness
     * @return the bars and the truth behind them
     */
    public static Truth generate(Symbol symbol, BarInterval interval, int count, long seed) {
        PlantedEdge market = new PlantedEdge(count, seed);
        BarSeries bars = market.bars(symbol, interval, count);
        return new Truth(bars, new States(Arrays.copyOf(market.states, count)));
    }

    /**
     * Returns what the oracle expects, from the state of a bar, of the log return over the bars after it.
     *
     * @param stateNow state of the bar that just closed
     * @param horizonBars number of bars after it, at least 1
     * @return mean of the log return over those bars
     */
    public static double expectedReturn(double stateNow, int horizonBars) {
        double sum = 0.0;
        double factor = 1.0;
        for (int k = 0; k < horizonBars; k++) {
            factor *= PERSISTENCE;
            sum += factor;
        }
        return STRENGTH * stateNow * sum;
    }

    /**
     * Returns the standard deviation of the log return over the bars after one whose state is known: noise, and the innovations
     * of the state.
     *
     * @param horizonBars number of bars, at least 1
     * @return standard deviation of the log return over those bars
     */
    public static double deviation(int horizonBars) {
        double variance = horizonBars * VOLATILITY * VOLATILITY;
        double gain = 0.0;
        double factor = 1.0;
        for (int k = 0; k < horizonBars; k++) {
            gain += factor;
            factor *= PERSISTENCE;
            double share = STRENGTH * gain * Math.sqrt(1.0 - PERSISTENCE * PERSISTENCE);
            variance += share * share;
        }
        return Math.sqrt(variance);
    }

    @Override
    double nextDrift(SplittableRandom source) {
        state = made == 0 ? normal(source) : PERSISTENCE * state + innovation * normal(source);
        states[made++] = state;
        return STRENGTH * state;
    }
}
