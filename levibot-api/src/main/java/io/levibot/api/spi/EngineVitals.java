package io.levibot.api.spi;

import java.time.Instant;

/**
 * What a kill source may look at. A consistent view at one instant, valid during the call only. Money is in the account's
 * currency; a value that is not known yet is NaN.
 *
 * <p>New methods may be added with a default; a test double should extend a class of its own.
 *
 * @since 0.1.0
 */
public interface EngineVitals {
    /** Returns the engine's time. */
    Instant now();

    /** Returns cash plus positions marked to the last prices. */
    double equity();

    /** Returns the highest equity since the engine's books began, or since an operator reset it. */
    double peakEquity();

    /** Returns the equity at the first mark of the current UTC day. */
    double dayStartEquity();

    /**
     * Returns how many different times the book was marked at so far: bars of several symbols that close together count once.
     * A source that asks for several findings counts one for each number, however often it is checked.
     */
    long marks();

    /**
     * Returns the age in seconds of the stalest symbol's newest bar, measured from the bar's close; NaN before any bar. A symbol
     * that has had no bar yet is as old as the first bar of any.
     */
    double stalenessSeconds();

    /**
     * Returns the age of the stalest value from outside that the model needs, as a multiple of the age that its feature allows:
     * above 1 the model abstains. A value that never came is as old as the first bar of any symbol. NaN if the model needs none,
     * or before any bar.
     */
    default double valueStaleness() {
        return Double.NaN;
    }

    /** Returns the length of a bar in seconds. */
    double barSeconds();

    /** Returns the number of bars, over all symbols, that were assessed so far; refused ones do not count. */
    long decisions();

    /** Returns how many of {@link #decisions} failed inside a plugin. */
    long failedDecisions();

    /** Returns the number of consecutive bars, over all symbols, whose decision failed inside a plugin. */
    int consecutiveFailures();

    /** Returns the number of consecutive orders that the broker refused or whose fate is unknown. */
    int consecutiveRejects();

    /** Returns the time in seconds that the slowest decision in progress has taken so far, 0 if there is none. */
    double decisionSeconds();

    /**
     * Returns a number that tells decisions in progress apart: the same as long as {@link #decisionSeconds} speaks of one
     * decision, another for another; -1 if there is none.
     */
    long decisionInProgress();
}
