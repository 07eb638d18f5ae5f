package io.levibot.engine.bar;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Which bars a history lacks. A gap is a run of grid places without a bar between two bars that are there; gaps are reported,
 * never filled.
 *
 * @param gaps number of runs, 0 or more
 * @param missingBars bars missing in all of them, at least {@code gaps}
 * @param longest the longest runs in time order, at most {@link #MAX_LISTED}; of equally long ones the earlier
 * @since 0.1.0
 */
public record GapSummary(int gaps, long missingBars, List<Gap> longest) {
    /** Most runs that are listed one by one. */
    public static final int MAX_LISTED = 20;

    /** No gap at all. */
    public static final GapSummary NONE = new GapSummary(0, 0, List.of());

    /** @throws IllegalArgumentException if the numbers contradict each other */
    public GapSummary {
        longest = List.copyOf(longest);
        if (gaps < 0 || missingBars < gaps || longest.size() != Math.min(gaps, MAX_LISTED)) {
            throw new IllegalArgumentException(gaps + " gaps of " + missingBars + " bars with " + longest.size()
                    + " listed contradict each other");
        }
    }

    /**
     * One run of missing bars.
     *
     * @param after open time of the last bar before the run
     * @param missingBars length of the run, at least 1
     * @since 0.1.0
     */
    public record Gap(Instant after, long missingBars) {
        /** @throws IllegalArgumentException if nothing is missing */
        public Gap {
            Objects.requireNonNull(after, "after");
            if (missingBars < 1) {
                throw new IllegalArgumentException("a gap of " + missingBars + " bars: at least 1 must be missing");
            }
        }
    }

    /** Returns for example {@code 2 gaps, 5 bars missing (after 2023-03-24T12:30:00Z: 4; after …)}, or {@code no gaps}. */
    @Override
    public String toString() {
        if (gaps == 0) {
            return "no gaps";
        }
        StringBuilder text = new StringBuilder()
                .append(gaps)
                .append(gaps == 1 ? " gap, " : " gaps, ")
                .append(missingBars)
                .append(missingBars == 1 ? " bar missing (" : " bars missing (");
        String separator = "";
        for (Gap gap : longest) {
            text.append(separator)
                    .append("after ")
                    .append(gap.after())
                    .append(": ")
                    .append(gap.missingBars());
            separator = "; ";
        }
        return text.append(gaps > longest.size() ? "; …)" : ")").toString();
    }
}
