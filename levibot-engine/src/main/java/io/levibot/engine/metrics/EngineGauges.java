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

    /**
     * @param symbol an instrument
     * @param feature a column of the loaded model that does not come from the symbol's own bars
     * @return age in seconds of its newest value that is available by now; NaN before the first
     */
    double valueStalenessSeconds(Symbol symbol, String feature);

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

    /** Returns how often the journal refused an event or a sync. */
    double journalFailures();

    /** Returns how many events wait in the reserve for the journal. */
    double journalReserve();

    /** Returns the age of the oldest event in the reserve by the engine's clock, in seconds; 0 without one. */
    double journalLagSeconds();

    /** Returns how many events found no room in the reserve: they are in no journal. */
    double journalLostEvents();

    /** Returns 1 while the model may trade, latch and limits apart, else 0. */
    double started();

    /** Returns the number of symbols held at the last mark. */
    double positions();

    /** Returns how many bars of a run were read from its source and are not decided. */
    double queuedBars();

    /** Returns the age of the oldest decision in progress, in seconds; 0 without one. */
    double decisionSeconds();

    /**
     * @param figure which figure of what was really served
     * @return its value; NaN before there are labels or without live calibration, except that forecasts are then 0
     */
    double live(LiveFigure figure);

    /** Returns how often a listener threw. */
    double listenerFailures();

    /**
     * A figure of what was really served, as labels arrive.
     *
     * @since 0.1.0
     */
    enum LiveFigure {
        /** Expected calibration error, 0 to 1. */
        ECE,
        /** Mean ECE of a perfect model on as few independent forecasts. */
        PERFECT_ECE,
        /** ECE that a perfect model exceeds in one of twenty cases. */
        PERFECT_ECE_UPPER,
        /** Brier score, 0 to 1. */
        BRIER,
        /** Log loss in nats. */
        LOG_LOSS,
        /** Forecasts with a label. */
        FORECASTS
    }

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
