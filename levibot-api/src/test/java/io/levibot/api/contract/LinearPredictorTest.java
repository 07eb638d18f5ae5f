package io.levibot.api.contract;

import io.levibot.api.FeatureSchema;
import io.levibot.api.FeatureSpec;
import io.levibot.api.MissingRule;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.tck.PredictorContract;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class LinearPredictorTest extends PredictorContract {
    static final FeatureSchema SCHEMA = new FeatureSchema(List.of(
            new FeatureSpec("ret_1", Duration.ofMinutes(15), MissingRule.ABSTAIN),
            new FeatureSpec("vol_z", Duration.ofMinutes(15), MissingRule.ABSTAIN),
            new FeatureSpec("snews_impact", Duration.ofHours(4), MissingRule.PASS_NAN)));

    @Override
    protected PredictorProvider provider() {
        return new LinearPredictorProvider();
    }

    @Override
    protected FeatureSchema schema() {
        return SCHEMA;
    }

    @Override
    protected Optional<FeatureSchema> foreignSchema() {
        return Optional.of(new FeatureSchema(SCHEMA.features().subList(0, 2)));
    }

    @Override
    protected Map<String, String> badValues() {
        return Map.of("gain", "NaN", "licence", "x");
    }

    @Override
    protected PluginContext context() {
        return super.context().toBuilder()
                .artifact(LinearPredictorProvider.artifact(SCHEMA, 0.5, -0.25, 2.0))
                .build();
    }

    @Override
    protected ClassLoader lookupLoader() {
        return new ServiceListing(service(), LinearPredictorProvider.class);
    }
}
