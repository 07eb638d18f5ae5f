package io.levibot.calibration.stats;

/** Checks one forecast beside its outcome. */
final class LabelledForecast {

    private LabelledForecast() {}

    static void check(double probability, int outcome) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability is " + probability + "; a probability must lie in [0, 1]");
        }
        if (outcome != 0 && outcome != 1) {
            throw new IllegalArgumentException("outcome is " + outcome + "; an outcome must be 0 or 1");
        }
    }
}
