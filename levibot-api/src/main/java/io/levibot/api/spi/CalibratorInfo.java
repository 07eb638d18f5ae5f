package io.levibot.api.spi;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How and on what a calibrator was fitted.
 *
 * @param method the provider's name, for example {@code isotonic}
 * @param samples rows with positive weight that it was fitted on; 0 if it was not fitted
 * @param positives sum of labels times weights, 0 to weightSum
 * @param weightSum sum of weights; equals samples if unweighted
 * @param scale scale of the scores that it expects
 * @param details further facts by name, in name order (out-of-bounds rule, end clip, parameters, what {@code auto} chose)
 * @since 0.1.0
 */
public record CalibratorInfo(
        String method,
        int samples,
        double positives,
        double weightSum,
        ScoreScale scale,
        SortedMap<String, String> details) {

    /** @throws IllegalArgumentException if a count is negative or not finite, or positives exceed the weight sum */
    public CalibratorInfo {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(scale, "scale");
        details = Collections.unmodifiableSortedMap(new TreeMap<>(details));
        if (samples < 0 || !(positives >= 0.0 && weightSum <= Double.MAX_VALUE && positives <= weightSum)) {
            throw new IllegalArgumentException("calibrator fitted on " + samples + " rows, positives " + positives
                    + " of weight " + weightSum + ": allowed is 0 <= positives <= weight sum");
        }
    }

    /**
     * @param method the provider's name
     * @param scale scale of the scores
     * @param details further facts
     * @return the facts of a calibrator that was not fitted to data
     */
    public static CalibratorInfo unfitted(String method, ScoreScale scale, Map<String, String> details) {
        return new CalibratorInfo(method, 0, 0.0, 0.0, scale, new TreeMap<>(details));
    }
}
