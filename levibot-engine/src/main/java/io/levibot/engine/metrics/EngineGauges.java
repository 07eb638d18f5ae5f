package io.levibot.engine.metrics;

import io.levibot.api.KillState;
import io.levibot.api.Symbol;

/**
 * What gauges read from an engine whenever a scrape comes; every method is safe from any thread and never blocks on a decision.
 *
 * @since 0.1.0
 */
public interface EngineGauges {
    /**
     * @param symbol one of the engine's symbols
     * @return age of its newest bar by the engine's clock, in seconds from the bar's close; NaN before any bar
     */
    double stalenessSeconds(Symbol symbol);

    /** Returns the latch's state. */
    KillState killState();

    /**
     * @param figure which figure of the loaded bundle, as evaluated out of sample
     * @return its value, NaN without a bundle or if it was not evaluated
     */
    double modelFigure(ModelFigure figure);

    /** Returns the age in seconds of the newest data that the loaded bundle was made from, NaN without a bundle. */
    double modelAgeSeconds();

    /** Returns cash plus positions at the last marks, NaN before any. */
    double equity();

    /** Returns the fall of equity from its peak as a fraction, NaN before any mark. */
    double drawdown();

    /** Returns 1 while the journal cannot be written, else 0. */
    double journalUnavailable();

    /** Returns how often a listener threw. */
    double listenerFailures();

    /**
     * A figure of a bundle's evaluation on its own untouched block.
     *
     * @since 0.1.0
     */
    enum ModelFigure {
        /** Expected calibration error of the served probabilities, 0 to 1. */
        ECE,
        /** Area under the ROC curve, 0 to 1. */
        AUC,
        /** Annualised Sharpe ratio after costs. */
        SHARPE,
        /** Largest fall of equity from its peak, a fraction. */
        MAX_DRAWDOWN
    }
}
