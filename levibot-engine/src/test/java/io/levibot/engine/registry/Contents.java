package io.levibot.engine.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.levibot.api.BarInterval;
import io.levibot.api.CostModel;
import io.levibot.api.FeatureSchema;
import io.levibot.api.Symbol;
import io.levibot.api.Thresholds;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.TrainedModel;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.internal.Json;
import io.levibot.engine.label.HorizonDirection;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Small but whole bundle contents; the seed makes different ones. */
final class Contents {
    static final Symbol BTC = Symbol.of("BTCUSDT");
    static final BarInterval INTERVAL = BarInterval.parse("15m");
    static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
    static final FeatureSet FEATURES =
            FeatureRecipe.of(INTERVAL, List.of("ret_1", "ret_3", "range_ratio")).fit(series());

    private Contents() {}

    static BundleContent trained(int seed) {
        return BundleContent.trained(
                new Market(List.of(BTC), INTERVAL, CostModel.DEFAULT, 0.5),
                LabelFacts.of(new HorizonDirection(4), 0.51),
                FeatureFacts.of(FEATURES),
                new Provenance(at(1000), seed, "0.1.0", DataSplit.trainOnly(block(0, 600), 4, 8)),
                PredictorPart.of(new PluginFacts("toy-linear", new TreeMap<>(Map.of("scale", "margin"))), model(seed)));
    }

    static BundleContent complete(int seed) {
        return complete(seed, figures().build());
    }

    static BundleContent complete(int seed, EvaluationFigures figures) {
        BundleContent trained = trained(seed);
        return trained.completed(null, wholeProvenance(seed), completion(trained, figures));
    }

    static Provenance wholeProvenance(int seed) {
        DataSplit split = new DataSplit(block(0, 600), block(610, 700), block(710, 800), block(810, 1000), 4, 6);
        return new Provenance(at(1000), seed, "0.1.0", split);
    }

    static Completion completion(BundleContent trained, EvaluationFigures figures) {
        ObjectNode evaluation = Json.object().put("labelledRows", figures.labelledRows());
        evaluation.putArray("eceInterval").add(0.01).add(0.04);
        ObjectNode drift = Json.object();
        drift.putArray("edges").add(-1.5).add(0.0).add(1.5);
        return new Completion(
                calibrator(),
                new PolicyPart(
                        new PluginFacts("toy-hysteresis", new TreeMap<>()),
                        new ToyPlugins.ToyPolicy(new Thresholds(0.56, 0.49)).state(),
                        new Thresholds(0.56, 0.49),
                        "best plateau",
                        40,
                        7.5),
                figures,
                PromotionGates.all().evaluate(figures),
                evaluation,
                drift,
                golden(trained));
    }

    static CalibratorPart calibrator() {
        return CalibratorPart.of(new PluginFacts("toy-clip", new TreeMap<>()), new ToyPlugins.ToyCalibrator(0.1));
    }

    /** Figures with which every gate passes. */
    static EvaluationFigures.Builder figures() {
        return EvaluationFigures.builder()
                .rows(5000, 4000)
                .ece(0.06, 0.02, 0.04)
                .brier(0.24)
                .logLoss(0.69, 0.68)
                .auc(0.56, 0.53)
                .activity(5000, 120)
                .sharpe(2.5, 0.0133)
                .deflatedSharpe(0.97, 40, 7.5)
                .maxDrawdown(0.08, 0.14);
    }

    static DataBlock block(long first, long until) {
        return new DataBlock(first, until, at(first), at(until), "ab".repeat(32));
    }

    static Instant at(long bar) {
        return START.plusMillis(bar * INTERVAL.millis());
    }

    private static TrainedModel model(int seed) {
        return new TrainedModel(
                ToyPlugins.weights(1.0 + seed, -0.5, 0.25), 12, List.of(new TrainedModel.Importance("ret_1", 3.5)));
    }

    private static List<GoldenRow> golden(BundleContent trained) {
        FeatureSchema schema = FEATURES.schema();
        PluginContext context = PluginContext.builder(InstantSource.fixed(START))
                .artifact(trained.predictor().artifact())
                .build();
        Calibrator calibrator = new ToyPlugins.ToyCalibrator(0.1);
        Random random = new Random(7);
        List<GoldenRow> rows = new ArrayList<>();
        try (Predictor predictor = new ToyPlugins()
                .plugins()
                .create(
                        PredictorProvider.class,
                        "toy-linear",
                        trained.predictor().plugin().config(),
                        context)) {
            for (int i = 0; i < 5; i++) {
                double[][] values = {{random.nextGaussian(), i == 3 ? Double.NaN : random.nextGaussian(), -0.0}};
                GoldenRow asked = new GoldenRow(BTC, at(900 + i), values, 0.0, 0.0);
                double raw = predictor.score(asked.frame(schema));
                rows.add(GoldenRow.of(asked.frame(schema), 1, raw, calibrator.calibrate(raw)));
            }
        }
        return rows;
    }

    private static BarSeries series() {
        BarSeries.Builder series = BarSeries.builder(BTC, INTERVAL);
        Random random = new Random(1);
        double price = 100.0;
        for (int i = 0; i < 400; i++) {
            double next = price * (1.0 + 0.001 * random.nextGaussian());
            series.add(new io.levibot.api.Bar(
                    BTC, at(i), at(i + 1), price, Math.max(price, next), Math.min(price, next), next, 1.0));
            price = next;
        }
        return series.build();
    }
}
