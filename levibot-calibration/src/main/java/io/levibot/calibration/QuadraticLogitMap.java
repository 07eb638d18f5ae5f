package io.levibot.calibration;

import io.levibot.api.spi.ScoreScale;
import io.levibot.calibration.internal.StateFields;
import io.levibot.calibration.internal.StateWriter;
import java.util.Map;

/**
 * Log-odds quadratic in the score's log-odds z over the fitted range, and going on along the tangent beyond it:
 * alpha + beta z + gamma z<sup>2</sup>.
 *
 * <p>It is evaluated from the end of the range at which the slope is least, as level + d (slope + |gamma| d): a sum of products
 * of quantities that all move one way, so that it never falls in floating point either, which Horner's rule does not promise.
 */
final class QuadraticLogitMap implements ScoreMap {
    static final String KIND = "quadratic-logit";

    private final ScoreScale scale;
    private final LogisticRecalibration.Quadratic fit;
    private final double low;
    private final double high;
    private final double lowSlope;
    private final double highSlope;
    private final double anchorLevel;

    /**
     * @param scale of the score: probability or log-odds
     * @param fit finite parameters
     * @param low least log-odds of the fit
     * @param high greatest log-odds of the fit, not below the least
     * @throws IllegalArgumentException if a number is not finite or the map falls within the range
     */
    QuadraticLogitMap(ScoreScale scale, LogisticRecalibration.Quadratic fit, double low, double high) {
        boolean finite = Double.isFinite(fit.alpha()) && Double.isFinite(fit.beta()) && Double.isFinite(fit.gamma());
        if (!finite || !Double.isFinite(low) || !Double.isFinite(high) || low > high || !fit.risesBetween(low, high)) {
            throw new IllegalArgumentException(
                    fit + " on [" + low + ", " + high + "]: allowed are finite numbers and a map that does not fall");
        }
        this.scale = scale;
        this.fit = fit;
        this.low = low;
        this.high = high;
        this.lowSlope = fit.slope(low);
        this.highSlope = fit.slope(high);
        double anchor = fit.gamma() >= 0.0 ? low : high;
        this.anchorLevel = fit.alpha() + anchor * (fit.beta() + fit.gamma() * anchor);
    }

    @Override
    public double at(double score) {
        double z = scale == ScoreScale.PROBABILITY ? LogOdds.ofScore(score) : score;
        if (z < low) {
            return LogOdds.toProbability(tangent(low, lowSlope, z));
        }
        if (z > high) {
            return LogOdds.toProbability(tangent(high, highSlope, z));
        }
        return LogOdds.toProbability(within(z));
    }

    @Override
    public Map<String, String> facts() {
        return ScoreMap.facts("tangent", LogOdds.MIN_PROBABILITY);
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public void write(StateWriter out) {
        out.number("alpha", fit.alpha());
        out.number("beta", fit.beta());
        out.number("gamma", fit.gamma());
        out.number("low", low);
        out.number("high", high);
    }

    static QuadraticLogitMap read(StateFields in, ScoreScale scale) {
        LogisticRecalibration.Quadratic fit =
                new LogisticRecalibration.Quadratic(in.number("alpha"), in.number("beta"), in.number("gamma"), 0.0);
        return new QuadraticLogitMap(scale, fit, in.number("low"), in.number("high"));
    }

    private double within(double z) {
        if (fit.gamma() >= 0.0) {
            double distance = z - low;
            return anchorLevel + distance * (lowSlope + fit.gamma() * distance);
        }
        double distance = high - z;
        return anchorLevel - distance * (highSlope - fit.gamma() * distance);
    }

    // A slope of 0 is asked for first: 0 times an infinite distance is NaN.
    private double tangent(double end, double slope, double z) {
        return slope == 0.0 ? within(end) : within(end) + slope * (z - end);
    }
}
