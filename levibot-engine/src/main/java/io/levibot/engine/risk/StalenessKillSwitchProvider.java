package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;

/**
 * Kill source {@code staleness}: trips when a symbol's bars stop coming. Seen only where somebody checks without bars: health.
 *
 * @since 0.1.0
 */
public final class StalenessKillSwitchProvider extends VitalLimitProvider {
    /** Called by ServiceLoader. */
    public StalenessKillSwitchProvider() {
        super("staleness", "age of the stalest symbol's newest bar, in bars,", 3.0);
    }

    @Override
    double read(EngineVitals vitals) {
        return vitals.stalenessSeconds() / vitals.barSeconds();
    }
}
