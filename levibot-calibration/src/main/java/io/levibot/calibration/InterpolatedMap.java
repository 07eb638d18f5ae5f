package io.levibot.calibration;

import io.levibot.api.DataException;
import io.levibot.calibration.IsotonicRegression.Options;
import io.levibot.calibration.IsotonicRegression.OutOfBounds;
import io.levibot.calibration.internal.StateFields;
import io.levibot.calibration.internal.StateWriter;
import java.util.Map;

/**
 * An isotonic fit as a map to probabilities: linear between thresholds, then held within [endClip, 1 - endClip].
 *
 * <p>Infinite scores take the value at the end under either rule for scores outside the fitted range.
 */
final class InterpolatedMap implements ScoreMap {
    static final String KIND = "interpolated";

    private final IsotonicRegression fit;
    private final OutOfBounds outOfBounds;
    private final double endClip;
    private final double atMinusInfinity;
    private final double atPlusInfinity;

    /**
     * @param x thresholds, finite, strictly increasing, at least one
     * @param y values there, non-decreasing, in [0, 1]
     * @param outOfBounds {@link OutOfBounds#CLIP} or {@link OutOfBounds#ERROR}
     * @param endClip margin kept from 0 and from 1, in [0, 0.5]
     * @throws IllegalArgumentException if an argument is not allowed
     */
    InterpolatedMap(double[] x, double[] y, OutOfBounds outOfBounds, double endClip) {
        this.fit = IsotonicRegression.ofThresholds(x, y, Options.DEFAULT.withOutOfBounds(outOfBounds));
        if (!(y[0] >= 0.0 && y[y.length - 1] <= 1.0) || fit.direction() != IsotonicRegression.Direction.INCREASING) {
            throw new IllegalArgumentException(
                    "values from " + y[0] + " to " + y[y.length - 1] + ": allowed are values that rise within [0, 1]");
        }
        if (outOfBounds == OutOfBounds.NAN) {
            throw new IllegalArgumentException("a calibrator answers every score: the rule is 'clip' or 'error'");
        }
        if (!(endClip >= 0.0 && endClip <= 0.5)) {
            throw new IllegalArgumentException("end clip " + endClip + ": allowed is 0 to 0.5");
        }
        this.outOfBounds = outOfBounds;
        this.endClip = endClip;
        this.atMinusInfinity = LogOdds.clip(y[0], endClip);
        this.atPlusInfinity = LogOdds.clip(y[y.length - 1], endClip);
    }

    /**
     * @throws DataException if the score is finite and outside the fitted range and the rule is {@link OutOfBounds#ERROR}
     */
    @Override
    public double at(double score) {
        if (Double.isInfinite(score)) {
            return score < 0.0 ? atMinusInfinity : atPlusInfinity;
        }
        return LogOdds.clip(fit.predict(score), endClip);
    }

    @Override
    public ScoreMap total() {
        return outOfBounds == OutOfBounds.CLIP
                ? this
                : new InterpolatedMap(fit.thresholdsX(), fit.thresholdsY(), OutOfBounds.CLIP, endClip);
    }

    @Override
    public Map<String, String> facts() {
        return ScoreMap.facts(outOfBounds.name(), endClip);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void write(StateWriter out) {
        out.text("outOfBounds", outOfBounds.name());
        out.number("endClip", endClip);
        out.numbers("x", fit.thresholdsX());
        out.numbers("y", fit.thresholdsY());
    }

    static InterpolatedMap read(StateFields in) {
        return new InterpolatedMap(
                in.numbers("x"), in.numbers("y"), in.choice("outOfBounds", OutOfBounds.class), in.number("endClip"));
    }
}
