package com.example.host;

import io.levibot.api.Bar;
import io.levibot.api.BarInterval;
import io.levibot.api.Decision;
import io.levibot.api.DecisionSource;
import io.levibot.api.Symbol;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.Predictor;
import io.levibot.api.spi.PredictorProvider;
import io.levibot.api.spi.TrainingMonitor;
import io.levibot.engine.EngineConfig;
import io.levibot.engine.SimulatedClock;
import io.levibot.engine.TradingEngine;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.feature.FeatureSet;
import io.levibot.engine.plugin.Plugins;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.research.ResearchPlan;
import io.levibot.engine.research.ResearchPlan.PluginChoice;
import io.levibot.engine.research.Trained;
import io.levibot.engine.research.Tuned;
import io.levibot.engine.research.Workflow;
import io.levibot.engine.risk.KillLatch;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Trains LightGBM, trades with it, swaps to the host's own model and trades on. Fails unless every bar was decided by both. */
public final class Main {
    private static final Symbol BTC = Symbol.of("BTCUSDT");
    private static final BarInterval HOUR = BarInterval.parse("1h");
    private static final int BARS = 2_400;
    private static final int SWAP = 1_200;

    /** Where things are expected to be. */
    private enum Layout {
        CLASS_PATH,
        MODULE_PATH,
        MIXED
    }

    private Main() {}

    public static void main(String[] args) {
        Layout layout = Layout.valueOf(args[0]);
        Plugins plugins = Plugins.load(Main.class.getClassLoader());
        requirePlaces(layout, plugins);
        Tuned tuned = learn(plugins, market());
        Trained trained = tuned.calibrated().trained();
        PluginContext context = PluginContext.builder(new SimulatedClock(Instant.EPOCH))
                .schema(trained.dataset().features().schema())
                .build();
        Predictor own = plugins.create(PredictorProvider.class, ReversionProvider.NAME, Map.of("gain", "50"), context);
        Map<String, Integer> decided = new TreeMap<>();
        try (ServingModel first = Workflow.servingModel(tuned);
                ServingModel second = new ServingModel(
                        "own",
                        List.of(BTC),
                        first.featureSet(),
                        own,
                        first.calibrator(),
                        first.policy(),
                        first.figures())) {
            trade(trained.dataset().bars(), first, second, decided);
        }
        System.out.println(layout + ": decided by " + decided + "; " + plugins.names(CalibratorProvider.class));
        int warmUp = trained.dataset().features().lookbackBars() - 1;
        require(decided.equals(Map.of("candidate", SWAP - warmUp, "own", BARS - SWAP)), "decisions: " + decided);
    }

    private static void trade(BarSeries bars, ServingModel first, ServingModel second, Map<String, Integer> decided) {
        SimulatedClock clock = new SimulatedClock(bars.openTime(0));
        EngineConfig config = EngineConfig.builder(HOUR, List.of(BTC)).build();
        try (KillLatch latch = KillLatch.inMemory(clock);
                TradingEngine engine = TradingEngine.builder(config, clock)
                        .latch(latch)
                        .model(first)
                        .build()) {
            engine.start("host");
            for (int i = 0; i < bars.size(); i++) {
                if (i == SWAP) {
                    engine.swapModel(second);
                }
                Bar bar = bars.bar(i);
                clock.advanceTo(bar.closeTime());
                Decision decision = engine.onBar(bar);
                if (decision.source() == DecisionSource.MODEL) {
                    decided.merge(decision.modelId().orElse("none"), 1, Integer::sum);
                }
            }
        }
    }

    private static Tuned learn(Plugins plugins, BarSeries bars) {
        ResearchPlan plan = ResearchPlan.builder()
                .predictor(PluginChoice.of("lightgbm", Map.of("rounds", "5")))
                .stoppingShare(0.0)
                .calibrator(PluginChoice.of("platt"))
                .build();
        Workflow workflow = new Workflow(plan, plugins, Runnable::run);
        return workflow.tune(
                workflow.calibrate(workflow.train(bars, FeatureSet.standard(HOUR), TrainingMonitor.none())));
    }

    private static void requirePlaces(Layout layout, Plugins plugins) {
        boolean modular = layout != Layout.CLASS_PATH;
        require(Main.class.getModule().isNamed() == modular, "host in " + Main.class.getModule());
        require(Plugins.class.getModule().isNamed() == modular, "engine in " + Plugins.class.getModule());
        Class<?> model = plugins.find(PredictorProvider.class, "lightgbm").getClass();
        require(model.getModule().isNamed() == (layout == Layout.MODULE_PATH), "model in " + model.getModule());
        require(plugins.report().failures().isEmpty(), "failures: " + plugins.report().failures());
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            System.err.println(otherwise);
            System.exit(1);
        }
    }

    private static BarSeries market() {
        SplittableRandom random = new SplittableRandom(5);
        BarSeries.Builder bars = BarSeries.builder(BTC, HOUR);
        Instant open = Instant.parse("2024-01-01T00:00:00Z");
        double price = 30_000.0;
        for (int i = 0; i < BARS; i++) {
            double close = price * (1.0 + 0.01 * (random.nextDouble() - 0.5));
            double high = Math.max(price, close) * 1.001;
            double low = Math.min(price, close) * 0.999;
            bars.add(new Bar(BTC, open, HOUR.closeOf(open), price, high, low, close, 1.0 + random.nextDouble()));
            price = close;
            open = HOUR.closeOf(open);
        }
        return bars.build();
    }
}
