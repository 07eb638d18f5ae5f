package io.levibot.model.lightgbm;

import io.levibot.api.FeatureSchema;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.tck.PredictorTrainerContract;
import java.util.Map;

class LightGbmTrainerContractTest extends PredictorTrainerContract {
    @Override
    protected PredictorProvider provider() {
        return new LightGbmPredictorProvider();
    }

    @Override
    protected FeatureSchema schema() {
        return TrainedModels.SCHEMA;
    }

    @Override
    protected Map<String, String> config() {
        return Map.of("rounds", "40", "min_data_in_leaf", "20");
    }
}
