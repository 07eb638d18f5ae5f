package io.levibot.calibration.stats;

/**
 * How probabilities are put into bins. All bins are open below and closed above, the first closed at both ends, and
 * equal probabilities always share a bin.
 *
 * @since 0.1.0
 */
public enum Binning {
    /** Edges at i/k: the doubles {@code i * (1.0 / k)} that scikit-learn's "uniform" uses. */
    EQUAL_WIDTH(1),
    /** Edges at the type-7 quantiles of the probabilities, scikit-learn's "quantile". Ties may leave bins empty. */
    QUANTILE(2),
    /**
     * The sorted probabilities cut into k runs whose lengths differ by one at most (longer runs first), each edge
     * half-way between its neighbours, equal edges merged (Nguyen and O'Connor 2015; Kumar, Liang and Ma 2019).
     */
    EQUAL_MASS(3);

    private final int code;

    Binning(int code) {
        this.code = code;
    }

    /** A number that never changes, for writing out. */
    public int code() {
        return code;
    }
}
