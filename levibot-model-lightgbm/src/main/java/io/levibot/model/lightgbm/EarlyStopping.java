package io.levibot.model.lightgbm;

import io.levibot.api.TrainingException;

/** Remembers the best round and says when to stop. Equal losses do not count as improvement: the smaller model wins. */
final class EarlyStopping {
    private final int patience;
    private double best = Double.POSITIVE_INFINITY;
    private int bestRound;

    /** @param patience rounds without improvement after which to stop, at least 1 */
    EarlyStopping(int patience) {
        this.patience = patience;
    }

    /**
     * @param round from 1, ascending
     * @param loss on the stopping rows after that round
     * @return whether to stop
     * @throws TrainingException if the loss is not finite
     */
    boolean stopAfter(int round, double loss) {
        if (!Double.isFinite(loss)) {
            throw new TrainingException(
                    NativeLibrary.COMPONENT,
                    "the loss on the stopping rows is " + loss + " after round " + round + "; lower the learning_rate");
        }
        if (loss < best) {
            best = loss;
            bestRound = round;
        }
        return round - bestRound >= patience;
    }

    /** Returns the round of the smallest loss, 0 before the first. */
    int bestRound() {
        return bestRound;
    }
}
