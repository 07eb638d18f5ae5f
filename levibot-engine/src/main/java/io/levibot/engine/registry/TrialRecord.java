package io.levibot.engine.registry;

import io.levibot.engine.internal.Hashes;
import java.util.Objects;

/**
 * One candidate that was tested: what later Sharpe ratios on overlapping data are deflated by.
 *
 * @param candidate tells candidates apart: see {@link BundleContent#candidate}
 * @param range the data that it was tested on
 * @param sweepTrials points of the sweep that led to it, 0 or more
 * @param effectiveTrials independent trials that those amount to, 0 to sweepTrials
 * @param sharpePerBar its Sharpe ratio per bar on that data; NaN if it is not defined
 * @since 0.1.0
 */
public record TrialRecord(
        String candidate, TestRange range, long sweepTrials, double effectiveTrials, double sharpePerBar) {
    /** @throws IllegalArgumentException if the candidate is no SHA-256 in lower-case hex, or a number is out of range */
    public TrialRecord {
        Objects.requireNonNull(range, "range");
        if (!Hashes.isSha256Hex(candidate)) {
            throw new IllegalArgumentException(
                    "candidate '" + Texts.shown(candidate) + "': allowed are 64 lower-case hex digits");
        }
        boolean counted = sweepTrials >= 0 && effectiveTrials >= 0.0 && effectiveTrials <= sweepTrials;
        if (!counted || Double.isInfinite(sharpePerBar)) {
            throw new IllegalArgumentException("trials " + sweepTrials + ", effective " + effectiveTrials + ", Sharpe "
                    + sharpePerBar + ": allowed is 0 <= effective <= trials and a Sharpe ratio that is not infinite");
        }
    }

    /**
     * @param other a candidate
     * @param tested a range
     * @return whether this is that candidate's test on exactly that range
     */
    public boolean is(String other, TestRange tested) {
        return candidate.equals(other) && range.equals(tested);
    }
}
