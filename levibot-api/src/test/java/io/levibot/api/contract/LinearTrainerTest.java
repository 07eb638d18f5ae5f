package io.levibot.api.contract;

import io.levibot.api.FeatureSchema;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.tck.PredictorTrainerContract;

class LinearTrainerTest extends PredictorTrainerContract {
    @Override
    protected PredictorProvider provider() {
        return new LinearPredictorProvider();
    }

    @Override
    protected FeatureSchema schema() {
        return LinearPredictorTest.SCHEMA;
    }
}
