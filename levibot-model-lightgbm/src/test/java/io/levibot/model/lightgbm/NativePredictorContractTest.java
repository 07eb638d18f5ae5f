package io.levibot.model.lightgbm;

import io.levibot.api.Artifact;
import io.levibot.api.FeatureSchema;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.tck.PredictorContract;
import java.util.Map;
import java.util.Optional;

class NativePredictorContractTest extends PredictorContract {
    private static final Artifact MODEL = TrainedModels.binary();

    @Override
    protected PredictorProvider provider() {
        return new NativeLightGbmPredictorProvider();
    }

    @Override
    protected FeatureSchema schema() {
        return TrainedModels.SCHEMA;
    }

    @Override
    protected Optional<FeatureSchema> foreignSchema() {
        return Optional.of(Rows.schema(5));
    }

    @Override
    protected PluginContext context() {
        return super.context().toBuilder().artifact(MODEL).build();
    }

    @Override
    protected Map<String, String> config() {
        return Map.of("copies", "2");
    }

    @Override
    protected Map<String, String> badValues() {
        return Map.of(
                "copies", "0", "missing", "guess", "iterations", "26", "learning_rate", "0", "scale_pos_weight", "2");
    }
}
