package io.levibot.model.lightgbm;

/**
 * What a native prediction gives, with the code that LightGBM's C API has for it. (The constants of the generated classes call
 * native code when they are initialised, so they cannot be used before the library is loaded.)
 */
enum PredictionKind {
    /** The objective's output: a probability for a binary model, one number per class for a multi-class one. */
    CONVERTED(0),
    /** The sum of leaf values, one per class. */
    RAW(1),
    /** The index of the leaf reached, one per tree. */
    LEAF(2),
    /** Shares of the features and the expected score, (features + 1) per class. */
    CONTRIBUTION(3);

    private final int code;

    PredictionKind(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
