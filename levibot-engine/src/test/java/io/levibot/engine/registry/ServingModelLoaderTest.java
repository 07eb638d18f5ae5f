package io.levibot.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.levibot.api.ArtifactException;
import io.levibot.api.PluginException;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.PluginContext;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.plugin.Plugins;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServingModelLoaderTest {
    @TempDir
    Path directory;

    private final ToyPlugins toys = new ToyPlugins();

    @Test
    void servesWhatWasEvaluatedBitForBit() {
        Bundle bundle = stored(Contents.complete(3));

        try (ServingModel model = loader(toys.plugins()).load(bundle)) {
            for (GoldenRow row : bundle.content().completion().orElseThrow().golden()) {
                double raw =
                        model.predictor().score(row.frame(model.featureSet().schema()));
                assertThat(raw).isEqualTo(row.rawScore());
                assertThat(model.calibrator().calibrate(raw)).isEqualTo(row.probability());
            }
            assertThat(model.id()).isEqualTo(bundle.id().value());
            assertThat(model.policy().thresholds()).isEqualTo(new Thresholds(0.56, 0.49));
            assertThat(model.figures().auc()).isEqualTo(0.56);
            assertThat(model.figures().dataUntil()).isEqualTo(Contents.at(1000));
        }
        assertThat(toys.open).hasValue(0);
    }

    @Test
    void refusesATrainedBundle() {
        assertRefused(Contents.trained(1), "is only trained", "complete it first");
    }

    @Test
    void refusesAGoldenRowThatDiffersInTheLastBitOfTheScore() {
        assertRefused(
                withGolden(row -> new GoldenRow(
                        row.symbol(), row.asOf(), row.values(), Math.nextUp(row.rawScore()), row.probability())),
                "does not serve here what was evaluated: raw score of golden row 0");
    }

    @Test
    void refusesAGoldenRowThatDiffersInTheLastBitOfTheProbability() {
        assertRefused(
                withGolden(row -> new GoldenRow(
                        row.symbol(), row.asOf(), row.values(), row.rawScore(), Math.nextDown(row.probability()))),
                "does not serve here what was evaluated: probability of golden row 0");
    }

    @Test
    void refusesASchemaWithADifferentFingerprint() {
        BundleContent content = Contents.complete(1);
        FeatureFacts wrong = new FeatureFacts(content.features().set(), "0".repeat(64));

        assertRefused(with(content, wrong), "was made for the feature schema 0000");
    }

    @Test
    void refusesAFeatureSetForOtherBars() {
        BundleContent content = Contents.complete(1);
        var hourly = FeatureRecipe.of(io.levibot.api.BarInterval.parse("1h"), List.of("ret_1"));
        var json = (com.fasterxml.jackson.databind.node.ObjectNode)
                content.features().set();
        json.put("interval", hourly.interval().toString());

        assertRefused(
                with(content, new FeatureFacts(json, content.features().schemaFingerprint())),
                "is for bars of 15m, but its feature set is for 1h");
    }

    @Test
    void refusesACalibratorForAnotherScale() {
        assertRefused(withPredictorConfig("log-odds"), "scores are LOG_ODDS, but a calibrator for MARGIN");
    }

    @Test
    void refusesThresholdsThatThePolicyDoesNotHave() {
        Completion right = Contents.complete(1).completion().orElseThrow();
        PolicyPart wrong = new PolicyPart(
                right.policy().plugin(), right.policy().artifact(), new Thresholds(0.9, 0.1), "edited", 40, 7.5);
        Completion completion = new Completion(
                right.calibrator(),
                wrong,
                right.figures(),
                right.gates(),
                right.evaluation(),
                right.drift(),
                right.golden());

        assertRefused(
                Contents.trained(1).completed(null, Contents.wholeProvenance(1), completion),
                "says that its thresholds are Thresholds[entry=0.9, exit=0.1]");
    }

    @Test
    void refusesAPredictorThatThrowsOnAGoldenRow() {
        assertRefused(
                withGolden(row -> new GoldenRow(
                        row.symbol(), row.asOf(), new double[][] {{1e9, 0.0, 0.0}}, row.rawScore(), row.probability())),
                "a plugin of it failed while it was checked",
                "toy overflow");
    }

    @Test
    void refusesGoldenRowsOfAnotherShape() {
        assertRefused(
                withGolden(row -> new GoldenRow(
                        row.symbol(), row.asOf(), new double[][] {{1.0}}, row.rawScore(), row.probability())),
                "golden row 0 of 1 x 1 values; its predictor needs 1 x 3");
    }

    @Test
    void closesThePredictorWhenTheCalibratorIsMissing() {
        Bundle bundle = stored(Contents.complete(1));
        Plugins without = Plugins.of(toys.new ToyPredictors(), new ToyPlugins.ToyPolicies());

        assertThatExceptionOfType(PluginException.class)
                .isThrownBy(() -> loader(without).load(bundle))
                .withMessageContaining("there is no calibrator at all");
        assertThat(toys.open).hasValue(0);
    }

    private void assertRefused(BundleContent content, String... parts) {
        Bundle bundle = stored(content);
        assertThatExceptionOfType(ArtifactException.class)
                .isThrownBy(() -> loader(toys.plugins()).load(bundle))
                .withMessageContaining(bundle.id().value())
                .withMessageContainingAll(parts);
        assertThat(toys.open).as("predictors left open").hasValue(0);
    }

    private Bundle stored(BundleContent content) {
        return BundleReader.read(BundleWriter.write(directory, content).directory());
    }

    private static ServingModelLoader loader(Plugins plugins) {
        return new ServingModelLoader(
                plugins,
                PluginContext.builder(InstantSource.fixed(Contents.START)).build());
    }

    private static BundleContent withGolden(java.util.function.UnaryOperator<GoldenRow> edit) {
        Completion right = Contents.complete(1).completion().orElseThrow();
        List<GoldenRow> rows = new ArrayList<>();
        right.golden().forEach(row -> rows.add(edit.apply(row)));
        Completion completion = new Completion(
                right.calibrator(),
                right.policy(),
                right.figures(),
                right.gates(),
                right.evaluation(),
                right.drift(),
                rows);
        return Contents.trained(1).completed(null, Contents.wholeProvenance(1), completion);
    }

    private static BundleContent withPredictorConfig(String scale) {
        BundleContent content = Contents.complete(1);
        PredictorPart part = content.predictor();
        PluginFacts plugin = new PluginFacts("toy-linear", new TreeMap<>(Map.of("scale", scale)));
        return new BundleContent(
                content.market(),
                content.label(),
                content.features(),
                content.provenance(),
                new PredictorPart(plugin, part.artifact(), part.rounds(), part.importance()),
                content.parentId(),
                content.completed());
    }

    private static BundleContent with(BundleContent content, FeatureFacts features) {
        return new BundleContent(
                content.market(),
                content.label(),
                features,
                content.provenance(),
                content.predictor(),
                content.parentId(),
                content.completed());
    }
}
