package io.levibot.examples;

import io.levibot.api.BarInterval;
import io.levibot.api.Decision;
import io.levibot.api.Symbol;
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
import io.levibot.examples.market.PlantedEdge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/** The README's embedding snippet: trains a model on a generated market and lets an engine trade it on paper. */
public final class EmbedInYourApp {
    private static final Symbol BTC = Symbol.of("BTCUSDT");
    private static final BarInterval FIFTEEN_MINUTES = BarInterval.parse("15m");

    private EmbedInYourApp() {}

    /**
     * Runs the example and prints how often it decided what.
     *
     * @param args none
     */
    public static void main(String[] args) {
        Map<io.levibot.api.Signal, Integer> counts = new EnumMap<>(io.levibot.api.Signal.class);
        embed(decision -> counts.merge(decision.signal(), 1, Integer::sum));
        System.out.println(counts);
    }

    static void embed(Consumer<Decision> decided) {
        BarSeries bars = PlantedEdge.generate(BTC, FIFTEEN_MINUTES, 6_000, 1).bars();
        SimulatedClock clock = new SimulatedClock(bars.openTime(0)); // InstantSource.system() when you go live
        Plugins plugins = Plugins.load(EmbedInYourApp.class.getClassLoader());
        ResearchPlan plan =
                ResearchPlan.builder().calibrator(PluginChoice.of("platt")).build();
        Workflow workflow = new Workflow(plan, plugins, Runnable::run);
        Trained trained = workflow.train(bars, FeatureSet.standard(FIFTEEN_MINUTES), TrainingMonitor.none());
        Tuned tuned = workflow.tune(workflow.calibrate(trained));
        EngineConfig config =
                EngineConfig.builder(FIFTEEN_MINUTES, java.util.List.of(BTC)).build();
        try (KillLatch latch = KillLatch.inMemory(clock); // KillLatch.open(directory, clock) when money is at stake
                ServingModel model = Workflow.servingModel(tuned);
                TradingEngine engine = TradingEngine.builder(config, clock)
                        .latch(latch)
                        .model(model)
                        .meterRegistry(new SimpleMeterRegistry())
                        .build()) {
            engine.start("example");
            engine.run(bars.asSource(), decision -> decided.accept(decision));
        }
    }
}
