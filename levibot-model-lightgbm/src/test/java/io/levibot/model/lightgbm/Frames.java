package io.levibot.model.lightgbm;

import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSchema;
import io.levibot.api.FeatureSpec;
import io.levibot.api.MissingRule;
import io.levibot.api.Symbol;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Frames of one row, and schemas for them. */
final class Frames {
    private Frames() {}

    static FeatureSchema schema(String... names) {
        return new FeatureSchema(Stream.of(names)
                .map(name -> new FeatureSpec(name, Duration.ofDays(1), MissingRule.PASS_NAN))
                .toList());
    }

    static FeatureFrame of(FeatureSchema schema, double... row) {
        return new FeatureFrame() {
            @Override
            public Symbol symbol() {
                return new Symbol("BTC-USD");
            }

            @Override
            public Instant asOf() {
                return Instant.EPOCH;
            }

            @Override
            public FeatureSchema schema() {
                return schema;
            }

            @Override
            public int rows() {
                return 1;
            }

            @Override
            public double value(int lag, int feature) {
                return row[feature];
            }
        };
    }
}
