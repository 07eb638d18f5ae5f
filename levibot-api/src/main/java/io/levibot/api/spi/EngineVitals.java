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

    /** Returns the highest equity since the engine's books began. */
    double peakEquity();

    /** Returns the equity at the first mark of the current UTC day. */
    double dayStartEquity();

    /** Returns the age in seconds of the stalest symbol's newest bar, measured from the bar's close; NaN before any bar. */
    double stalenessSeconds();

    /** Returns the length of a bar in seconds. */
    double barSeconds();

    /** Returns the number of consecutive bars, over all symbols, whose decision failed inside a plugin. */
    int consecutiveFailures();

    /** Returns the number of consecutive orders that the broker refused or whose fate is unknown. */
    int consecutiveRejects();

    /** Returns the time in seconds that the decision in progress has taken so far, 0 if there is none. */
    double decisionSeconds();
}
