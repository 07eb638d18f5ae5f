package io.levibot.model.lightgbm;

/** Finds the features whose nodes were all made without seeing a missing value. */
final class MissingUse {
    private MissingUse() {}

    static boolean[] neverMissing(FlatForest forest, int features) {
        boolean[] used = new boolean[features];
        boolean[] sawMissing = new boolean[features];
        int nodes = forest.nodeStart(forest.trees());
        for (int node = 0; node < nodes; node++) {
            int feature = forest.feature(node);
            used[feature] = true;
            sawMissing[feature] |= Decision.missing(forest.decision(node)) != Decision.MISSING_NONE;
        }
        for (int i = 0; i < features; i++) {
            used[i] &= !sawMissing[i];
        }
        return used;
    }
}
