package io.levibot.engine.registry;

import java.util.Objects;

/**
 * What one promotion gate found.
 *
 * @param name the gate, for example {@code ece}
 * @param required what it demands, in words
 * @param measured the point estimate that it judged; NaN if it is not defined
 * @param bound the bound of evidence that it judged or reports (see the gate); NaN if it is not defined
 * @param samples number of observations behind the figures, 0 or more
 * @param trials number of trials that were counted; 0 where the gate does not depend on them
 * @param verdict the answer
 * @param detail each part with its figures, and by how much it failed
 * @since 0.1.0
 */
public record GateResult(
        String name,
        String required,
        double measured,
        double bound,
        long samples,
        long trials,
        GateVerdict verdict,
        String detail) {
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_TEXT = 1000;

    /** @throws IllegalArgumentException if a text is empty or too long, a figure infinite, or a count negative */
    public GateResult {
        Texts.require("gate name", name, LONGEST_NAME);
        Texts.require("gate requirement", required, LONGEST_TEXT);
        Texts.require("gate detail", detail, LONGEST_TEXT);
        Objects.requireNonNull(verdict, "verdict");
        if (Double.isInfinite(measured) || Double.isInfinite(bound)) {
            throw new IllegalArgumentException(
                    "gate " + name + " measured " + measured + ", bound " + bound + ": allowed is finite or NaN");
        }
        if (samples < 0 || trials < 0) {
            throw new IllegalArgumentException(
                    "gate " + name + " has " + samples + " samples and " + trials + " trials: allowed is 0 or more");
        }
    }

    /** Returns whether the gate was judged and met. */
    public boolean passed() {
        return verdict == GateVerdict.PASS;
    }

    /** Returns the gate on one line. */
    @Override
    public String toString() {
        return name + " " + verdict + ": " + detail + " [n " + samples + ", trials " + trials + "]";
    }
}
