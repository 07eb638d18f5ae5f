package io.levibot.calibration.stats;

/** Refuses bad arguments with one clear message. */
final class Checks {

    private Checks() {}

    static void sameLength(String firstName, int first, String secondName, int second) {
        if (first != second) {
            throw new IllegalArgumentException(
                    firstName + " has " + first + " elements but " + secondName + " has " + second);
        }
    }

    static double[] finite(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(name + "[" + i + "] is " + values[i] + "; it must be finite");
            }
        }
        return values;
    }

    static double[] probabilities(String name, double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!(values[i] >= 0 && values[i] <= 1)) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] is " + values[i] + "; a probability must lie in [0, 1]");
            }
        }
        return values;
    }

    static double probability(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(name + " is " + value + "; a probability must lie in [0, 1]");
        }
        return value;
    }

    static void binary(String name, int[] labels) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != 0 && labels[i] != 1) {
                throw new IllegalArgumentException(name + "[" + i + "] is " + labels[i] + "; a label must be 0 or 1");
            }
        }
    }

    static double[] weights(String name, double[] weights) {
        for (int i = 0; i < weights.length; i++) {
            if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        name + "[" + i + "] is " + weights[i] + "; a weight must be finite and not negative");
            }
        }
        return weights;
    }

    static int atLeast(String name, int value, int smallest) {
        if (value < smallest) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be at least " + smallest);
        }
        return value;
    }

    static double finite(String name, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be finite");
        }
        return value;
    }

    static double positive(String name, double value) {
        if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be finite and above 0");
        }
        return value;
    }

    static double notNegative(String name, double value) {
        if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must be finite and not negative");
        }
        return value;
    }

    static double openUnit(String name, double value) {
        if (!(value > 0 && value < 1)) {
            throw new IllegalArgumentException(name + " is " + value + "; it must lie strictly between 0 and 1");
        }
        return value;
    }
}
