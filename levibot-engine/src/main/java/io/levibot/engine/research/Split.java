package io.levibot.engine.research;

/**
 * Rows to train on and rows to test on, each in ascending order, with no label of the first reaching into the second or the other
 * way round. Immutable; arrays are copied out.
 *
 * @since 0.1.0
 */
public final class Split {
    private final int[] train;
    private final int[] test;
    private final int[] testFolds;

    /** Takes over the arrays. */
    Split(int[] train, int[] test, int[] testFolds) {
        this.train = train;
        this.test = test;
        this.testFolds = testFolds;
    }

    /** Returns a copy of the training rows; may be empty if the labels are long. */
    public int[] train() {
        return train.clone();
    }

    /** Returns a copy of the test rows. */
    public int[] test() {
        return test.clone();
    }

    /** Returns a copy of the numbers of the folds, from 0, that make up the test rows. */
    public int[] testFolds() {
        return testFolds.clone();
    }

    /** Returns the number of training rows. */
    public int trainSize() {
        return train.length;
    }

    /** Returns the number of test rows. */
    public int testSize() {
        return test.length;
    }
}
