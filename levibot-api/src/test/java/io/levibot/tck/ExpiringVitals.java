package io.levibot.tck;

import io.levibot.api.spi.EngineVitals;
import java.time.Instant;

/** Passes calls on until it expires, as vitals do at the end of the call that was given them. */
final class ExpiringVitals implements EngineVitals {
    private final EngineVitals delegate;
    private boolean expired;

    ExpiringVitals(EngineVitals delegate) {
        this.delegate = delegate;
    }

    void expire() {
        expired = true;
    }

    private EngineVitals live() {
        if (expired) {
            throw new AssertionError("vitals were read after the call that was given them");
        }
        return delegate;
    }

    @Override
    public Instant now() {
        return live().now();
    }

    @Override
    public double equity() {
        return live().equity();
    }

    @Override
    public double peakEquity() {
        return live().peakEquity();
    }

    @Override
    public double dayStartEquity() {
        return live().dayStartEquity();
    }

    @Override
    public double stalenessSeconds() {
        return live().stalenessSeconds();
    }

    @Override
    public double valueStaleness() {
        return live().valueStaleness();
    }

    @Override
    public double barSeconds() {
        return live().barSeconds();
    }

    @Override
    public int consecutiveFailures() {
        return live().consecutiveFailures();
    }

    @Override
    public int consecutiveRejects() {
        return live().consecutiveRejects();
    }

    @Override
    public double decisionSeconds() {
        return live().decisionSeconds();
    }

    @Override
    public long marks() {
        return live().marks();
    }

    @Override
    public long decisions() {
        return live().decisions();
    }

    @Override
    public long failedDecisions() {
        return live().failedDecisions();
    }

    @Override
    public long decisionInProgress() {
        return live().decisionInProgress();
    }
}
