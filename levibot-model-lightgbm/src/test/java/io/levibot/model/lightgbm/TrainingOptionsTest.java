package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.ConfigException;
import io.levibot.api.spi.ConfigKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingOptionsTest {
    private static TrainingOptions options(Map<String, String> values) {
        PluginConfigs configs = new PluginConfigs(values);
        return TrainingOptions.of(configs.config(), configs.context());
    }

    @Test
    void documentsEveryKeyWithItsDefault() {
        assertThat(TrainingOptions.keys())
                .extracting(ConfigKey::name)
                .contains(
                        "objective",
                        "rounds",
                        "early_stopping_rounds",
                        "learning_rate",
                        "num_leaves",
                        "min_data_in_leaf")
                .doesNotHaveDuplicates();
        assertThat(TrainingOptions.keys())
                .filteredOn(key -> !List.of("is_unbalance", "scale_pos_weight").contains(key.name()))
                .allMatch(key -> key.description().contains("default"));
    }

    @Test
    void fixesWhatMakesAFitRepeatable() {
        assertThat(options(Map.of()).parameters(Rows.schema(2)))
                .contains("deterministic=true", "force_row_wise=true", "num_threads=1", "seed=7", "learning_rate=0.03")
                .doesNotContain("categorical_feature");
    }

    @ParameterizedTest
    @CsvSource({
        "learning_rate, 0x1p-3",
        "learning_rate, 0.5f",
        "learning_rate, 0",
        "learning_rate, NaN",
        "learning_rate, 0.1 objective=regression",
        "num_leaves, 1",
        "num_leaves, 31.5",
        "objective, lambdarank",
        "rounds, 0",
        "num_threads, 0",
        "seed, -1",
        "bagging_fraction, 1.1",
        "use_missing, yes",
    })
    void refusesValuesOutOfRange(String key, String value) {
        assertThatThrownBy(() -> options(Map.of(key, value)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(value);
    }

    @Test
    void writesNumbersAsPlainDecimals() {
        assertThat(options(Map.of("learning_rate", "5E-2", "lambda_l2", "1e3")).parameters(Rows.schema(1)))
                .contains("learning_rate=0.05 ", "lambda_l2=1000 ");
    }

    @Test
    void refusesClassWeightsAndSaysWhy() {
        assertThatThrownBy(() -> options(Map.of("is_unbalance", "true")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("class weights are refused")
                .hasMessageContaining("thresholds");
        assertThatThrownBy(() -> options(Map.of("scale_pos_weight", "2.5")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("scale_pos_weight=2.5");
        assertThat(options(Map.of("is_unbalance", "false", "scale_pos_weight", "1"))
                        .rounds())
                .isEqualTo(500);
    }

    @Test
    void namesCategoricalFeaturesByColumn() {
        assertThat(options(Map.of("categorical_feature", "f2, f0")).parameters(Rows.schema(3)))
                .contains("categorical_feature=2,0");
        assertThatThrownBy(() -> options(Map.of("categorical_feature", "f9")).parameters(Rows.schema(3)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("f9");
    }
}
