package io.levibot.calibration.threshold;

import io.levibot.api.Thresholds;
import io.levibot.api.spi.TuningSet;
import io.levibot.calibration.stats.BinaryPayoff;
import org.jspecify.annotations.Nullable;

/**
 * The threshold that needs no sweep: with average win W, average loss L and round-trip cost c, all fractions, a long entry pays
 * if p W - (1 - p) L &gt; c, that is above (L + c) / (W + L); a position pays for staying while p W - (1 - p) L &gt; 0, that is
 * above L / (W + L). W and L are taken from the absolute one-bar moves of the tuning bars.
 */
final class CostImplied {
    private CostImplied() {}

    /** Returns the pair, or null if the bars have no win or no loss. */
    static @Nullable Thresholds thresholds(TuningSet set) {
        double[] close = set.close();
        double wins = 0.0;
        double losses = 0.0;
        int won = 0;
        int lost = 0;
        for (int t = 1; t < close.length; t++) {
            double move = close[t] / close[t - 1] - 1.0;
            if (move > 0.0) {
                wins += move;
                won++;
            } else if (move < 0.0) {
                losses -= move;
                lost++;
            }
        }
        if (won == 0 || lost == 0) {
            return null;
        }
        BinaryPayoff enter =
                new BinaryPayoff(wins / won, losses / lost, set.costs().roundTripFraction());
        BinaryPayoff stay = new BinaryPayoff(wins / won, losses / lost, 0.0);
        return new Thresholds(Math.min(1.0, enter.breakEvenProbability()), stay.breakEvenProbability());
    }
}
