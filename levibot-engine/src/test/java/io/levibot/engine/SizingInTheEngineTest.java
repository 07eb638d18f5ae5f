package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static io.levibot.engine.TestModels.bar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.CostModel;
import io.levibot.api.SchemaMismatchException;
import io.levibot.engine.feature.FeatureRecipe;
import io.levibot.engine.registry.ServingModel;
import io.levibot.engine.registry.ServingModel.ServingFigures;
import io.levibot.engine.risk.FixedFraction;
import io.levibot.engine.risk.FractionalKelly;
import io.levibot.engine.risk.FractionalKelly.Belief;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.PositionSizer;
import io.levibot.engine.risk.RiskLimits;
import io.levibot.engine.risk.TargetVolatility;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The sizer that the configuration names is the one that orders, and a replay rebuilds it. */
final class SizingInTheEngineTest {
    private static EngineConfig config(@Nullable PositionSizer sizer) {
        return EngineConfig.builder(MINUTE, List.of(BTC))
                .costs(CostModel.FREE)
                .limits(RiskLimits.unlimited())
                .exposure(0.5)
                .sizing(sizer)
                .build();
    }

    /** Prices up and down by 1 % in turn, then one rise; returns the units that the entry after it got. */
    private static double entered(@Nullable PositionSizer sizer, int wavesBefore) {
        SimulatedClock clock = new SimulatedClock(START);
        boolean[] enter = new boolean[1];
        TradingEngine engine = TradingEngine.builder(config(sizer), clock)
                .latch(KillLatch.inMemory(clock))
                .model(TestModels.ofReturn("BTCUSDT-1m-00000000000000aa", frame -> enter[0] ? 0.75 : 0.5))
                .build();
        engine.start("tester");
        double price = 100.0;
        for (int minute = 0; minute <= wavesBefore + 1; minute++) {
            enter[0] = minute == wavesBefore;
            double close = minute % 2 == 0 ? 100.0 : 101.0;
            var bar = bar(BTC, minute, price, close);
            clock.advanceTo(bar.closeTime());
            engine.onBar(bar);
            price = close;
        }
        var held = engine.holdings().get(BTC);
        return held == null ? 0.0 : held.doubleValue();
    }

    @Test
    void theDefaultIsAFixedFractionOfTheExposure() {
        assertThat(config(null).sizing()).isEqualTo(new FixedFraction(0.5));
        assertThat(entered(null, 10)).isCloseTo(50.0, within(1e-6));
    }

    /** Even odds of 10 %: f* = 0.5 / 0.1 = 5 at p = 0.75; a fiftieth is 0.1 of 10,000 at 100: 10 units. */
    @Test
    void kellySizesByTheServedProbability() {
        PositionSizer kelly = new FractionalKelly(0.1, 0.1, 0.02, Belief.CALIBRATED, 1.0);
        assertThat(entered(kelly, 10)).isCloseTo(10.0, within(1e-6));
    }

    /** Every return is ln 1.01 in size, so the volatility is that, and the target is a tenth of it. */
    @Test
    void aVolatilityTargetSizesByTheLastBars() {
        double yearly = StrictMath.log(1.01) * Math.sqrt(MINUTE.barsPerYear());
        PositionSizer target = new TargetVolatility(0.1 * yearly, 8, 1.0);
        assertThat(entered(target, 10)).isCloseTo(10.0, within(1e-6));
        assertThat(entered(target, 8)).as("eight returns are there").isCloseTo(10.0, within(1e-6));
        assertThat(entered(target, 6)).as("too few returns").isZero();
    }

    @Test
    void everySizerComesBackFromTheJournalledConfiguration() {
        for (PositionSizer sizer : List.of(
                new FixedFraction(0.3),
                new FractionalKelly(0.013, 0.017, 0.25, Belief.LOWER_BOUND, 0.7),
                new TargetVolatility(0.21, 96, 0.9))) {
            EngineConfig config = config(sizer);
            EngineConfig again = EngineConfig.fromMap(config.asMap());
            assertThat(again.sizing()).isEqualTo(sizer);
            assertThat(again.asMap()).isEqualTo(config.asMap());
        }
        assertThat(config(null).asMap()).doesNotContainKey("sizing");
    }

    @Test
    void refusesToLookFurtherBackThanItRemembers() {
        EngineConfig.Builder short8 = EngineConfig.builder(MINUTE, List.of(BTC)).historyBars(8);
        assertThatThrownBy(
                        () -> short8.sizing(new TargetVolatility(0.2, 8, 1.0)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("history-bars");
        assertThat(short8.sizing(new TargetVolatility(0.2, 7, 1.0)).build().historyBars())
                .isEqualTo(8);
    }

    private static ServingModel lookingBack12() {
        ServingModel small = TestModels.momentum();
        return new ServingModel(
                "BTCUSDT-1m-00000000000000cc",
                List.of(BTC),
                FeatureRecipe.of(MINUTE, List.of("ret_12")).unfitted(),
                small.predictor(),
                small.calibrator(),
                small.policy(),
                ServingFigures.notEvaluated(START));
    }

    @Test
    void refusesAModelWhoseFeaturesLookFurtherBackThanTheEngineRemembers() {
        int needed = lookingBack12().featureSet().lookbackBars();
        SimulatedClock clock = new SimulatedClock(START);
        for (int remembered : new int[] {needed - 1, needed}) {
            EngineConfig config = EngineConfig.builder(MINUTE, List.of(BTC))
                    .historyBars(remembered)
                    .build();
            TradingEngine engine = TradingEngine.builder(config, clock)
                    .latch(KillLatch.inMemory(clock))
                    .build();
            if (remembered < needed) {
                assertThatThrownBy(() -> engine.swapModel(lookingBack12()))
                        .isInstanceOf(SchemaMismatchException.class)
                        .hasMessageContaining("historyBars");
                assertThat(engine.model()).isEmpty();
            } else {
                engine.swapModel(lookingBack12());
                assertThat(engine.model()).isPresent();
            }
        }
    }
}
