package io.levibot.model.lightgbm;

import io.levibot.model.lightgbm.LightGbmFormatException.Kind;

/**
 * The bits of a node's {@code decision_type}: 1 categorical, 2 missing goes left, and from bit 2 the kind of missing value that
 * training saw (0 none, 1 zero, 2 NaN).
 */
final class Decision {
    /** LightGBM's zero: values within this distance count as 0. It is a float constant there, hence the digits. */
    static final double ZERO_THRESHOLD = 1e-35f;

    static final int MISSING_NONE = 0;
    static final int MISSING_ZERO = 1;
    static final int MISSING_NAN = 2;

    private static final int CATEGORICAL = 1;
    private static final int DEFAULT_LEFT = 2;

    private Decision() {}

    static byte checked(int type, NumberLine line) {
        if (type < 0 || type > 11) {
            throw line.refuse(
                    Kind.UNSUPPORTED_NODE,
                    "has " + type
                            + "; known are 0 to 11: categorical 1, default left 2, missing zero 4 or NaN 8, added up");
        }
        return (byte) type;
    }

    static boolean categorical(int type) {
        return (type & CATEGORICAL) != 0;
    }

    static boolean defaultLeft(int type) {
        return (type & DEFAULT_LEFT) != 0;
    }

    static int missing(int type) {
        return type >> 2;
    }

    /** A feature value as LightGBM's C API passes it to the trees. */
    static double normalised(double value) {
        return Math.abs(value) <= ZERO_THRESHOLD ? 0.0 : value;
    }
}
