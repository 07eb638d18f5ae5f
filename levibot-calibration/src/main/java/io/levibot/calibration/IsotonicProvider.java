package io.levibot.calibration;

/**
 * Isotonic calibration: the non-decreasing map nearest to the labels (see {@link IsotonicRegression}), held within
 * [1/(n+2), 1 - 1/(n+2)], n the sum of the weights, because a probability of 0 or 1 turns one surprise into an infinite log loss
 * and an unbounded Kelly bet. The facts state the clip; {@code end-clip=none} switches it off.
 *
 * <p>A score that goes against the label gives the flat map at the base rate. Takes at least 1000 rows with 20 of each class
 * unless told otherwise: below that a sigmoid is better (Niculescu-Mizil, Caruana 2005).
 *
 * @since 0.1.0
 */
public final class IsotonicProvider extends IsotonicMethodProvider {
    static final String NAME = "isotonic";

    /** Called by ServiceLoader. */
    public IsotonicProvider() {
        super(NAME, IsotonicRegression.Shape.FLAT_BLOCKS);
    }
}
