package io.levibot.engine;

import io.levibot.api.Contribution;
import io.levibot.api.FeatureFrame;
import io.levibot.api.spi.ExplainingPredictor;
import io.levibot.api.spi.Predictor;
import java.util.ArrayList;
import java.util.List;

/** Picks the features that moved a score most. Keeps scratch space: one per lane. */
final class Explainer {
    private final int top;
    private double[] shares = new double[0];

    Explainer(int top) {
        this.top = top;
    }

    /** Returns at most {@code top} contributions, largest magnitude first, ties in column order; none if it cannot be told. */
    List<Contribution> explain(Predictor predictor, FeatureFrame frame) {
        if (!(predictor instanceof ExplainingPredictor explaining)) {
            return List.of();
        }
        int features = frame.schema().size();
        if (shares.length != features + 1) {
            shares = new double[features + 1];
        }
        explaining.contributions(frame, shares);
        List<Contribution> all = new ArrayList<>(features);
        for (int i = 0; i < features; i++) {
            all.add(new Contribution(frame.schema().features().get(i).name(), frame.value(i), shares[i]));
        }
        all.sort((a, b) -> Double.compare(Math.abs(b.contribution()), Math.abs(a.contribution())));
        return List.copyOf(all.subList(0, Math.min(top, features)));
    }
}
