package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Decision;
import io.levibot.api.FeatureSpec;
import io.levibot.api.KillState;
import io.levibot.api.MissingRule;
import io.levibot.api.Reason;
import io.levibot.api.Signal;
import io.levibot.api.Symbol;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.engine.feature.ExternalValue;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.ValueStalenessKillSwitchProvider;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A value from outside that stops coming: seen in a scrape without any request, abstained for, and able to trip the latch. */
final class StaleValuesTest {
    private static final Symbol ETH = Symbol.of("ETHUSDT");
    private static final Duration ALLOWED = Duration.ofSeconds(150);

    private final SimulatedClock clock = new SimulatedClock(START);
    private final KillLatch latch = KillLatch.inMemory(clock);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private static ServingModel model(String id, FeatureRecipe recipe) {
        ServingModel plain = TestModels.ofReturn(id, frame -> 0.7);
        return new ServingModel(
                id,
                plain.symbols(),
                recipe.unfitted(),
                plain.predictor(),
                plain.calibrator(),
                plain.policy(),
                plain.figures());
    }

    private static ServingModel moody(String id, String... features) {
        FeatureRecipe recipe = FeatureRecipe.of(MINUTE, List.of());
        for (String feature : features) {
            recipe = recipe.withExternal(new FeatureSpec(feature, ALLOWED, MissingRule.ABSTAIN));
        }
        return model(id, recipe);
    }

    private TradingEngine engine(ServingModel model) {
        ValueStalenessKillSwitchProvider provider = new ValueStalenessKillSwitchProvider();
        TradingEngine engine = TradingEngine.builder(
                        EngineConfig.builder(MINUTE, List.of(BTC, ETH)).build(), clock)
                .latch(latch)
                .model(model)
                .meterRegistry(meters)
                .killSwitch(provider.create(
                        PluginConfig.of(provider, Map.of("limit", "2")),
                        PluginContext.builder(clock).build()))
                .build();
        engine.start("tester");
        return engine;
    }

    private Decision bar(TradingEngine engine, Symbol symbol, int number) {
        var bar = TestModels.bar(symbol, number, 100.0, 100.0);
        clock.advanceTo(bar.closeTime());
        return engine.onBar(bar);
    }

    private double scraped(Symbol symbol, String feature) {
        return Objects.requireNonNull(gauge(symbol, feature)).value();
    }

    private Gauge gauge(Symbol symbol, String feature) {
        return meters.find("levibot.ml.value.staleness")
                .tags("symbol", symbol.name(), "feature", feature)
                .gauge();
    }

    @Test
    void theAgeOfAValueMovesWithTheClockAloneAndTellsFeaturesAndSymbolsApart() {
        TradingEngine engine = engine(moody("STALE-1m-1", "mood", "noise"));
        assertThat(scraped(BTC, "mood")).as("nothing yet").isNaN();
        engine.offer(BTC, new ExternalValue("mood", 0.1, START.plusSeconds(10)));
        engine.offer(BTC, new ExternalValue("mood", 0.2, START.plusSeconds(100)));
        engine.offer(ETH, new ExternalValue("noise", 0.2, START.plusSeconds(20)));
        assertThat(scraped(BTC, "mood")).as("not available yet").isNaN();
        clock.advanceTo(START.plusSeconds(70));
        assertThat(scraped(BTC, "mood")).isEqualTo(60.0);
        assertThat(scraped(BTC, "noise")).isNaN();
        assertThat(scraped(ETH, "noise")).isEqualTo(50.0);
        clock.advanceTo(START.plusMillis(100_500));
        assertThat(scraped(BTC, "mood")).as("the second value is in force").isEqualTo(0.5);
        engine.close();
        assertThat(meters.getMeters()).isEmpty();
    }

    @Test
    void aModelWithoutTheFeatureTakesItsGaugesAway() {
        TradingEngine engine = engine(moody("STALE-1m-1", "mood"));
        engine.swapModel(moody("STALE-1m-2", "noise"));
        assertThat(gauge(BTC, "mood")).isNull();
        assertThat(gauge(BTC, "noise")).isNotNull();
        engine.swapModel(TestModels.momentum());
        assertThat(meters.find("levibot.ml.value.staleness").gauges()).isEmpty();
        engine.close();
    }

    @Test
    void aValueThatIsTooOldMakesTheModelAbstainAndIsNamedBeforeAnyRequest() {
        TradingEngine engine = engine(moody("STALE-1m-1", "mood"));
        assertThat(bar(engine, BTC, 0).reasons())
                .as("never had one")
                .containsExactly(Reason.MISSING_FEATURE.with("mood"));
        engine.offer(BTC, new ExternalValue("mood", 0.1, START.plusSeconds(61)));
        engine.offer(ETH, new ExternalValue("mood", 0.1, START.plusSeconds(61)));
        assertThat(bar(engine, BTC, 1).signal()).isEqualTo(Signal.ENTRY);
        bar(engine, ETH, 1);
        assertThat(engine.health().notAllowed()).isEmpty();
        assertThat(bar(engine, BTC, 2).signal()).isNotEqualTo(Signal.ABSTAIN);
        Decision old = bar(engine, BTC, 3);
        assertThat(old.signal()).isEqualTo(Signal.ABSTAIN);
        assertThat(old.reasons()).containsExactly(Reason.STALE_FEATURE.with("mood"));
        assertThat(engine.health().notAllowed())
                .anySatisfy(cause ->
                        assertThat(cause).startsWith("STALE_FEATURE: newest value of mood for BTCUSDT is 179.0 s old"));
        assertThat(latch.state()).as("not twice the allowed age yet").isEqualTo(KillState.ARMED);

        clock.advanceTo(START.plusSeconds(61 + 300));
        engine.health();
        assertThat(latch.state()).isEqualTo(KillState.ARMED);
        clock.advanceTo(START.plusSeconds(61 + 301));
        engine.health();
        assertThat(latch.state()).isEqualTo(KillState.HALTED);
        assertThat(latch.status().source()).isEqualTo("value-staleness");
        engine.close();
    }

    @Test
    void aColumnOfAnotherInstrumentIsAsOldAsItsNewestBar() {
        TradingEngine engine = engine(
                model("STALE-1m-3", FeatureRecipe.of(MINUTE, List.of("ret_1")).withCross("ret_1", ETH)));
        bar(engine, BTC, 0);
        bar(engine, ETH, 0);
        bar(engine, ETH, 1);
        bar(engine, BTC, 4);
        assertThat(scraped(BTC, "ret_1_at_ethusdt")).isEqualTo(180.0);
        engine.close();
    }
}
