package io.levibot.tck;

import io.levibot.api.spi.EngineVitals;
import java.time.Instant;

/**
 * Vitals of an engine that has nothing to worry about: equity 10,000 at its peak, data one second old on 15-minute bars, no
 * failure, no reject, no decision in progress. Override what should be otherwise.
 *
 * @since 0.1.0
 */
public class CalmVitals implements EngineVitals {
    private static final double EQUITY = 10_000.0;
    private static final double BAR_SECONDS = 900.0;

    /** Creates calm vitals. */
    public CalmVitals() {}

    @Override
    public Instant now() {
        return ProviderContract.NOW;
    }

    @Override
    public double equity() {
        return EQUITY;
    }

    @Override
    public double peakEquity() {
        return EQUITY;
    }

    @Override
    public double dayStartEquity() {
        return EQUITY;
    }

    @Override
    public long marks() {
        return 1;
    }

    @Override
    public double stalenessSeconds() {
        return 1.0;
    }

    @Override
    public double barSeconds() {
        return BAR_SECONDS;
    }

    @Override
    public long decisions() {
        return 1;
    }

    @Override
    public long failedDecisions() {
        return 0;
    }

    @Override
    public int consecutiveFailures() {
        return 0;
    }

    @Override
    public int consecutiveRejects() {
        return 0;
    }

    @Override
    public double decisionSeconds() {
        return 0.0;
    }

    @Override
    public long decisionInProgress() {
        return -1;
    }
}
