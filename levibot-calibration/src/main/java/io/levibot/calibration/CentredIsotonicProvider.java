package io.levibot.calibration;

/**
 * Centred isotonic calibration: as {@code isotonic}, but every block of the fit becomes one point at its mean score (Oron,
 * Flournoy 2017), so that different scores keep different probabilities and the ranking is not coarsened into ties.
 *
 * @since 0.1.0
 */
public final class CentredIsotonicProvider extends IsotonicMethodProvider {
    static final String NAME = "centred-isotonic";

    /** Called by ServiceLoader. */
    public CentredIsotonicProvider() {
        super(NAME, IsotonicRegression.Shape.CENTRED);
    }
}
