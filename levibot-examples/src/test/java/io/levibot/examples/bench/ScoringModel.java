package io.levibot.examples.bench;

import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.model.lightgbm.LightGbmPredictorProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The four models that scoring is measured on: binary, 40 features, 20,000 training rows, learning rate 0.05. */
enum ScoringModel {
    T100X31(100, 31, false),
    T500X63(500, 63, false),
    T500X63_MIXED(500, 63, true),
    T1000X127(1000, 127, false);

    private static final int TRAINING_ROWS = 20_000;
    private static final long SEED = 20_261_122;
    private static final long ROWS_SEED = 7;

    private final int trees;
    private final int leaves;
    private final boolean mixed;

    ScoringModel(int trees, int leaves, boolean mixed) {
        this.trees = trees;
        this.leaves = leaves;
        this.mixed = mixed;
    }

    /** Returns the model of that name in lower case. */
    static ScoringModel named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Returns rows like those of the training, but others, one after the other. */
    double[] rows(int count) {
        return ScoringData.of(count, mixed, ROWS_SEED).rowMajor();
    }

    /** Returns the model text, trained from a fixed seed at first and kept in {@code levibot.bench.models} from then on. */
    String text() throws IOException {
        Path folder = Path.of(System.getProperty("levibot.bench.models", "levibot-examples/target/bench/models"));
        Path file = folder.resolve(name().toLowerCase(Locale.ROOT) + "-" + SEED + ".txt");
        if (!Files.exists(file)) {
            Files.createDirectories(folder);
            Path fresh = Files.createTempFile(folder, "model", ".tmp");
            Files.writeString(fresh, train());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file);
    }

    /** Returns the model text as the reader takes it. */
    byte[] bytes() throws IOException {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    private String train() {
        LightGbmPredictorProvider provider = new LightGbmPredictorProvider();
        Map<String, String> config = new HashMap<>(Map.of(
                "rounds", String.valueOf(trees),
                "num_leaves", String.valueOf(leaves),
                "learning_rate", "0.05",
                "min_data_in_leaf", "20",
                "feature_fraction", "1",
                "bagging_fraction", "1",
                "bagging_freq", "0"));
        if (mixed) {
            config.put(
                    "categorical_feature", "f" + ScoringData.FIRST_CATEGORY + ",f" + (ScoringData.FIRST_CATEGORY + 1));
        }
        PluginContext context = PluginContext.builder(InstantSource.fixed(Instant.EPOCH))
                .seed(SEED)
                .build();
        return provider.trainer(PluginConfig.of(provider, config), context)
                .orElseThrow()
                .train(ScoringData.of(TRAINING_ROWS, mixed, SEED), null, TrainingMonitor.none())
                .artifact()
                .text(LightGbmPredictorProvider.MODEL_ENTRY);
    }
}
