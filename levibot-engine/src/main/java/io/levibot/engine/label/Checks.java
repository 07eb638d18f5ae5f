package io.levibot.engine.label;

/** Ranges that several definitions share. */
final class Checks {
    private Checks() {}

    static void horizon(int bars) {
        if (bars < 1 || bars > LabelDefinition.MAX_HORIZON_BARS) {
            throw new IllegalArgumentException(
                    "horizon of " + bars + " bars: allowed is 1 to " + LabelDefinition.MAX_HORIZON_BARS);
        }
    }

    static void multiple(String barrier, double multiple) {
        if (!(multiple >= 0.0 && multiple <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    barrier + " multiple " + multiple + ": allowed is a finite number of 0 or more, 0 for no barrier");
        }
    }
}
