package io.levibot.engine;

import static io.levibot.engine.TestModels.BTC;
import static io.levibot.engine.TestModels.MINUTE;
import static io.levibot.engine.TestModels.START;
import static io.levibot.engine.TestModels.bar;
import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.CostModel;
import io.levibot.api.Decision;
import io.levibot.api.KillState;
import io.levibot.api.KillVerdict;
import io.levibot.api.KillVerdict.OnTrip;
import io.levibot.api.Reason;
import io.levibot.api.Signal;
import io.levibot.api.spi.EngineVitals;
import io.levibot.api.spi.KillSwitch;
import io.levibot.engine.risk.KillLatch;
import io.levibot.engine.risk.RiskLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A bar that the guard refuses says nothing of the price, but stops nothing that protects. */
final class RefusedBarsTest {
    private final SimulatedClock clock = new SimulatedClock(START);
    private final KillLatch latch = KillLatch.inMemory(clock);
    private boolean stop;
    private int minute;

    private TradingEngine holding(double stopLoss) {
        TradingEngine engine = TradingEngine.builder(
                        EngineConfig.builder(MINUTE, List.of(BTC))
                                .costs(CostModel.FREE)
                                .limits(RiskLimits.builder()
                                        .stopLossFraction(stopLoss)
                                        .maxEntryMove(1.0)
                                        .build())
                                .build(),
                        clock)
                .latch(latch)
                .killSwitch(new KillSwitch() {
                    @Override
                    public String id() {
                        return "test";
                    }

                    @Override
                    public KillVerdict check(EngineVitals vitals) {
                        return stop ? KillVerdict.trip(KillState.HALTED, "told to", OnTrip.KEEP) : KillVerdict.clear();
                    }
                })
                .model(TestModels.ofReturn("BTCUSDT-1m-00000000000000aa", frame -> 0.9))
                .build();
        engine.start("tester");
        close(engine, 100.0);
        close(engine, 101.0);
        close(engine, 101.0);
        assertThat(engine.holdings()).containsKey(BTC);
        return engine;
    }

    private Decision close(TradingEngine engine, double price) {
        var bar = bar(BTC, minute++, price, price);
        clock.advanceTo(bar.closeTime());
        return engine.onBar(bar);
    }

    @Test
    void oneBadPrintClosesNothing() {
        TradingEngine engine = holding(0.05);
        Decision bad = close(engine, 10.0);
        assertThat(bad.signal()).isEqualTo(Signal.ABSTAIN);
        assertThat(bad.orders()).isEmpty();
        assertThat(close(engine, 101.0).orders()).as("the price is back").isEmpty();
        assertThat(engine.holdings()).containsKey(BTC);
    }

    @Test
    void aTrueFallIsStoppedAtItsSecondBar() {
        TradingEngine engine = holding(0.05);
        close(engine, 50.0);
        Decision confirmed = close(engine, 50.0);
        assertThat(confirmed.reasons()).extracting(Reason::code).contains("STOP_LOSS");
        assertThat(confirmed.orders()).hasSize(1);
    }

    @Test
    void aPositionWithAStopIsClosedWhenNoPriceIsPlausibleForTwoBars() {
        TradingEngine engine = holding(0.05);
        assertThat(close(engine, 50.0).orders()).isEmpty();
        Decision blind = close(engine, 20.0); // far from the last price and from the one before
        assertThat(blind.signal()).isEqualTo(Signal.EXIT);
        assertThat(blind.orders()).hasSize(1);
        assertThat(close(engine, 5.0).orders())
                .as("no second order for the same units")
                .isEmpty();
        close(engine, 5.0);
        close(engine, 5.0);
        assertThat(engine.holdings()).isEmpty();
    }

    @Test
    void aPositionThatNothingProtectsIsLeftToTheModel() {
        TradingEngine engine = holding(0.0);
        close(engine, 50.0);
        assertThat(close(engine, 20.0).orders()).isEmpty();
        assertThat(engine.holdings()).containsKey(BTC);
    }

    @Test
    void theKillSourcesAreAskedOnARefusedBarToo() {
        TradingEngine engine = holding(0.05);
        stop = true;
        close(engine, 1.0);
        assertThat(latch.state()).isEqualTo(KillState.HALTED);
    }
}
