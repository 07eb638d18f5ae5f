package io.levibot.engine.risk;

import io.levibot.api.spi.EngineVitals;
import java.util.function.ToDoubleFunction;

/** How far equity has fallen from a reference, as a fraction: negative after a rise, NaN before the first mark. */
record EquityFall(ToDoubleFunction<EngineVitals> reference) implements VitalReading {
    @Override
    public double value(EngineVitals vitals) {
        double from = reference.applyAsDouble(vitals);
        double equity = vitals.equity();
        // From a reference of nothing or less, whatever equity that is not above it has fallen by all there was.
        return from > 0.0 || Double.isNaN(from) ? 1.0 - equity / from : 1.0;
    }

    @Override
    public long observation(EngineVitals vitals) {
        return vitals.marks();
    }
}
