package io.levibot.engine.registry;

import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSchema;
import io.levibot.api.Symbol;
import java.time.Instant;
import java.util.Objects;

/** A golden row as a predictor sees it. */
record GoldenFrame(GoldenRow row, FeatureSchema schema) implements FeatureFrame {

    @Override
    public Symbol symbol() {
        return row.symbol();
    }

    @Override
    public Instant asOf() {
        return row.asOf();
    }

    @Override
    public int rows() {
        return row.lags();
    }

    @Override
    public double value(int lag, int feature) {
        Objects.checkIndex(lag, row.lags());
        Objects.checkIndex(feature, row.features());
        return row.value(lag, feature);
    }
}
