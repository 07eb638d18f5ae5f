package io.levibot.model.lightgbm;

import io.levibot.api.Artifact;
import io.levibot.api.FeatureSchema;
import io.levibot.api.spi.TrainingMonitor;
import java.util.Map;

/** Small fits for tests of what is restored. */
final class TrainedModels {
    static final FeatureSchema SCHEMA = Rows.schema(4);

    private TrainedModels() {}

    /** Some values of f2 are missing in training; those of the others never are. */
    static Artifact binary() {
        Rows rows = Rows.binary(600, 4, 21);
        for (int i = 0; i < rows.size(); i += 7) {
            rows.values()[i][2] = Double.NaN;
        }
        PluginConfigs configs = new PluginConfigs(Map.of("rounds", "25", "min_data_in_leaf", "10"));
        return new NativeTrainer(configs.config(), configs.context())
                .train(rows, null, TrainingMonitor.none())
                .artifact();
    }
}
