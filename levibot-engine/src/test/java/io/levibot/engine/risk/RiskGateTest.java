package io.levibot.engine.risk;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.Bar;
import io.levibot.api.DecisionSource;
import io.levibot.api.PositionSide;
import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.execution.OrderSide;
import io.levibot.engine.execution.Portfolio;
import io.levibot.engine.execution.Position;
import io.levibot.engine.execution.Rounding;
import io.levibot.engine.risk.RiskGate.EntryProposal;
import io.levibot.engine.risk.RiskGate.EntryReview;
import io.levibot.engine.risk.RiskGate.PendingEntries;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every limit at its exact boundary, on a book of 1,000 with prices about 100 (powers of two where a bound must be exact). */
final class RiskGateTest {
    private static final Symbol BTC = Symbol.of("BTCUSDT");
    private static final Symbol ETH = Symbol.of("ETHUSDT");
    private static final Instant MORNING = Instant.parse("2024-03-01T08:00:00Z");
    private static final String APPROVED = "approved";

    private final Portfolio book = new Portfolio(new BigDecimal("1000"), Rounding.DEFAULT);
    private RiskGate gate = gate(limits -> limits);

    private static RiskGate gate(UnaryOperator<RiskLimits.Builder> change) {
        RiskLimits.Builder loose = RiskLimits.builder()
                .maxPositionFraction(100.0)
                .maxGrossExposureFraction(100.0)
                .maxDailyLossFraction(1.0)
                .maxDrawdownFraction(1.0)
                .maxMarkAgeBars(0)
                .minNotional(0.0);
        return new RiskGate(change.apply(loose).build(), Rounding.DEFAULT);
    }

    private static Bar bar(Symbol symbol, Instant close, double price) {
        return new Bar(symbol, close.minusSeconds(60), close, price, price, price, price, 1.0);
    }

    private static Bar range(double open, double high, double low, double close, double volume) {
        return new Bar(BTC, MORNING.minusSeconds(60), MORNING, open, high, low, close, volume);
    }

    private void mark(Symbol symbol, Instant close, double price) {
        book.mark(symbol, price);
        gate.onMark(bar(symbol, close, price), book);
    }

    private void fill(Symbol symbol, OrderSide side, double quantity, double price, double fee, Instant time) {
        Fill fill = new Fill(
                "id", "1", symbol, side, new BigDecimal(quantity), new BigDecimal(price), new BigDecimal(fee), time);
        BigDecimal realised = book.realised();
        PositionSide before = book.position(symbol).side();
        book.book(fill);
        gate.onFill(
                fill,
                book.realised().subtract(realised),
                before,
                book.position(symbol).side());
    }

    private EntryReview review(Bar bar, double units, double previousClose, PendingEntries pending) {
        return gate.reviewEntry(
                new EntryProposal(bar, OrderSide.BUY, units, previousClose, DecisionSource.MODEL, pending), book);
    }

    private String answer(Bar bar, double previousClose, PendingEntries pending) {
        return name(review(bar, 1.0, previousClose, pending));
    }

    private String answer(Instant close) {
        return answer(bar(BTC, close, 100.0), 100.0, PendingEntries.NONE);
    }

    private static String name(EntryReview review) {
        return review instanceof EntryReview.Refused refused ? refused.reason().code() : APPROVED;
    }

    private double units(double wanted, PendingEntries pending, DecisionSource source) {
        EntryReview review = gate.reviewEntry(
                new EntryProposal(bar(BTC, MORNING, 100.0), OrderSide.BUY, wanted, 100.0, source, pending), book);
        return review instanceof EntryReview.Approved approved
                ? approved.quantity().doubleValue()
                : 0.0;
    }

    @Test
    void refusesAnEntryFromTheDailyLossLimitOnAndNotBefore() {
        gate = gate(limits -> limits.maxDailyLossFraction(0.125));
        mark(BTC, MORNING, 100.0);
        fill(BTC, OrderSide.BUY, 8.0, 100.0, 0.0, MORNING);
        mark(BTC, MORNING.plusSeconds(60), 84.5); // equity 876: 12.4 % down
        assertThat(answer(bar(ETH, MORNING.plusSeconds(60), 100.0), 100.0, PendingEntries.NONE))
                .isEqualTo(APPROVED);
        mark(BTC, MORNING.plusSeconds(120), 84.375); // equity 875: exactly 12.5 % down
        assertThat(answer(bar(ETH, MORNING.plusSeconds(120), 100.0), 100.0, PendingEntries.NONE))
                .isEqualTo("DAILY_LOSS");
        mark(BTC, Instant.parse("2024-03-02T00:00:00Z"), 84.375);
        assertThat(answer(bar(ETH, Instant.parse("2024-03-02T00:00:00Z"), 100.0), 100.0, PendingEntries.NONE))
                .as("the next UTC day begins anew")
                .isEqualTo(APPROVED);
    }

    @Test
    void refusesAnEntryFromTheDrawdownLimitOnUntilThePeakIsResetOrReached() {
        gate = gate(limits -> limits.maxDrawdownFraction(0.125));
        mark(BTC, MORNING, 100.0);
        fill(BTC, OrderSide.BUY, 8.0, 100.0, 0.0, MORNING);
        Instant days = MORNING.plus(Duration.ofDays(3));
        mark(BTC, days, 84.375);
        assertThat(answer(bar(ETH, days, 100.0), 100.0, PendingEntries.NONE)).isEqualTo("DRAWDOWN");
        mark(BTC, days.plusSeconds(60), 84.5);
        assertThat(answer(bar(ETH, days.plusSeconds(60), 100.0), 100.0, PendingEntries.NONE))
                .isEqualTo(APPROVED);
        mark(BTC, days.plusSeconds(120), 80.0);
        assertThat(answer(bar(ETH, days.plusSeconds(120), 100.0), 100.0, PendingEntries.NONE))
                .isEqualTo("DRAWDOWN");
        gate.resetPeak(book);
        assertThat(gate.peakEquity()).isEqualTo(book.equity());
        assertThat(answer(bar(ETH, days.plusSeconds(120), 100.0), 100.0, PendingEntries.NONE))
                .isEqualTo(APPROVED);
    }

    @Test
    void profitNeverTripsALossLimit() {
        gate = gate(limits -> limits.maxDailyLossFraction(0.01).maxDrawdownFraction(0.01));
        mark(BTC, MORNING, 100.0);
        fill(BTC, OrderSide.BUY, 8.0, 100.0, 0.0, MORNING);
        for (int minute = 1; minute <= 50; minute++) {
            Instant close = MORNING.plusSeconds(60L * minute);
            mark(BTC, close, 100.0 + 4.0 * minute);
            assertThat(answer(bar(ETH, close, 100.0), 100.0, PendingEntries.NONE))
                    .as("equity %s", book.equity())
                    .isEqualTo(APPROVED);
        }
    }

    @Test
    void refusesWhatItCannotTell() {
        assertThat(answer(MORNING)).as("no mark yet, so no loss is known").isEqualTo("DAILY_LOSS");
        mark(BTC, MORNING, 100.0);
        assertThat(name(review(bar(BTC, MORNING, 100.0), Double.NaN, 100.0, PendingEntries.NONE)))
                .isEqualTo("TOO_SMALL");
        assertThat(name(review(bar(BTC, MORNING, 100.0), -1.0, 100.0, PendingEntries.NONE)))
                .isEqualTo("TOO_SMALL");
        fill(BTC, OrderSide.BUY, 20.0, 100.0, 0.0, MORNING);
        mark(BTC, MORNING.plusSeconds(60), 40.0); // equity -200
        assertThat(book.equity()).isNegative();
        assertThat(answer(bar(ETH, MORNING.plusSeconds(60), 100.0), 100.0, PendingEntries.NONE))
                .isEqualTo("DAILY_LOSS");
    }

    @Test
    void coolsASymbolDownAfterALossToTheInstant() {
        gate = gate(limits -> limits.cooldownAfterLoss(Duration.ofMinutes(30)));
        mark(BTC, MORNING, 100.0);
        fill(BTC, OrderSide.BUY, 1.0, 100.0, 0.0, MORNING);
        fill(BTC, OrderSide.SELL, 1.0, 99.0, 0.0, MORNING);
        assertThat(answer(MORNING.plusSeconds(1799))).isEqualTo("COOLDOWN");
        assertThat(answer(bar(ETH, MORNING.plusSeconds(60), 100.0), 100.0, PendingEntries.NONE))
                .isEqualTo(APPROVED);
        assertThat(answer(MORNING.plusSeconds(1800))).isEqualTo(APPROVED);
    }

    @Test
    void coolsTheWholeBookDownWhereAsked() {
        gate = gate(limits -> limits.bookCooldownAfterLoss(Duration.ofMinutes(30)));
        mark(BTC, MORNING, 100.0);
        fill(BTC, OrderSide.BUY, 1.0, 100.0, 0.0, MORNING);
        fill(BTC, OrderSide.SELL, 1.0, 99.0, 0.0, MORNING);
        assertThat(answer(bar(ETH, MORNING.plusSeconds(1799), 100.0), 100.0, PendingEntries.NONE))
                .isEqualTo("COOLDOWN");
        assertThat(answer(bar(ETH, MORNING.plusSeconds(1800), 100.0), 100.0, PendingEntries.NONE))
                .isEqualTo(APPROVED);
    }

    @Test
    void aTradeThatLostOnlyByItsFeesIsALoss() {
        gate = gate(limits -> limits.cooldownAfterLoss(Duration.ofMinutes(30)));
        mark(BTC, MORNING, 100.0);
        fill(BTC, OrderSide.BUY, 1.0, 100.0, 0.5, MORNING);
        fill(BTC, OrderSide.SELL, 0.5, 101.0, 0.25, MORNING);
        fill(BTC, OrderSide.SELL, 0.5, 101.0, 0.25, MORNING);
        assertThat(answer(MORNING)).as("gain 1.00, fees 1.00: no loss").isEqualTo(APPROVED);
        fill(BTC, OrderSide.BUY, 1.0, 100.0, 0.5, MORNING);
        fill(BTC, OrderSide.SELL, 0.5, 101.0, 0.25, MORNING);
        fill(BTC, OrderSide.SELL, 0.5, 101.0, 0.2500001, MORNING);
        assertThat(answer(MORNING)).as("fees above the gain").isEqualTo("COOLDOWN");
    }

    @Test
    void countsTradesOfAnySixtyMinutesAndThoseUnderWay() {
        gate = gate(limits -> limits.maxTradesPerHour(2));
        mark(BTC, MORNING, 100.0);
        fill(ETH, OrderSide.BUY, 1.0, 100.0, 0.0, MORNING.plusSeconds(60));
        fill(ETH, OrderSide.SELL, 1.0, 100.0, 0.0, MORNING.plusSeconds(60));
        assertThat(answer(MORNING.plusSeconds(60))).isEqualTo(APPROVED);
        assertThat(answer(bar(BTC, MORNING.plusSeconds(60), 100.0), 100.0, new PendingEntries(0.0, 100.0, 1)))
                .isEqualTo("MAX_TRADES");
        fill(ETH, OrderSide.BUY, 1.0, 100.0, 0.0, MORNING);
        fill(ETH, OrderSide.BUY, 1.0, 100.0, 0.0, MORNING); // more of the same trade
        assertThat(answer(MORNING.plusSeconds(3599))).isEqualTo("MAX_TRADES");
        assertThat(answer(MORNING.plusSeconds(3600))).as("the older has left").isEqualTo(APPROVED);
    }

    @Test
    void countsTradesOfTheUtcDay() {
        gate = gate(limits -> limits.maxTradesPerDay(2).maxTradesPerHour(1000));
        mark(BTC, MORNING, 100.0);
        fill(ETH, OrderSide.BUY, 1.0, 100.0, 0.0, MORNING);
        fill(ETH, OrderSide.SELL, 1.0, 100.0, 0.0, MORNING);
        assertThat(answer(MORNING)).isEqualTo(APPROVED);
        fill(ETH, OrderSide.BUY, 1.0, 100.0, 0.0, MORNING);
        fill(ETH, OrderSide.SELL, 1.0, 100.0, 0.0, MORNING);
        assertThat(answer(Instant.parse("2024-03-01T23:59:59Z"))).isEqualTo("MAX_TRADES");
        Instant midnight = Instant.parse("2024-03-02T00:00:00Z");
        mark(BTC, midnight, 100.0);
        fill(ETH, OrderSide.BUY, 1.0, 100.0, 0.0, midnight.minusSeconds(60)); // a late fill of the day before
        fill(ETH, OrderSide.SELL, 1.0, 100.0, 0.0, midnight);
        assertThat(gate.capture().entriesToday()).isZero();
        assertThat(answer(midnight)).isEqualTo(APPROVED);
    }

    @Test
    void countsTradesOfOneSymbolApart() {
        gate = gate(limits -> limits.maxSymbolTradesPerDay(1));
        mark(BTC, MORNING, 100.0);
        fill(ETH, OrderSide.BUY, 1.0, 100.0, 0.0, MORNING);
        fill(ETH, OrderSide.SELL, 1.0, 100.0, 0.0, MORNING);
        assertThat(answer(bar(ETH, MORNING, 100.0), 100.0, PendingEntries.NONE)).isEqualTo("MAX_TRADES");
        assertThat(answer(MORNING)).isEqualTo(APPROVED);
    }

    @Test
    void countsOpenPositionsAndThoseUnderWay() {
        gate = gate(limits -> limits.maxOpenPositions(2));
        mark(ETH, MORNING, 100.0);
        fill(ETH, OrderSide.BUY, 1.0, 100.0, 0.0, MORNING);
        assertThat(answer(MORNING)).isEqualTo(APPROVED);
        assertThat(answer(bar(BTC, MORNING, 100.0), 100.0, new PendingEntries(0.0, 100.0, 1)))
                .isEqualTo("MAX_POSITIONS");
        Symbol sol = Symbol.of("SOLUSDT");
        mark(sol, MORNING, 100.0);
        fill(sol, OrderSide.BUY, 1.0, 100.0, 0.0, MORNING);
        assertThat(answer(MORNING)).isEqualTo("MAX_POSITIONS");
    }

    @Test
    void refusesAnEntryWhileAHeldSymbolHasNoFreshPrice() {
        gate = gate(limits -> limits.maxMarkAgeBars(3));
        mark(ETH, MORNING, 100.0);
        fill(ETH, OrderSide.BUY, 1.0, 100.0, 0.0, MORNING);
        assertThat(answer(MORNING.plusSeconds(180))).isEqualTo(APPROVED);
        assertThat(answer(MORNING.plusSeconds(181))).isEqualTo("STALE_MARK");
        fill(ETH, OrderSide.SELL, 1.0, 100.0, 0.0, MORNING);
        assertThat(answer(MORNING.plusSeconds(181))).as("nothing of it is held").isEqualTo(APPROVED);
    }

    @Test
    void refusesAnEntryAfterAnImplausibleMoveOrWick() {
        gate = gate(limits -> limits.maxEntryMove(0.25));
        mark(BTC, MORNING, 100.0);
        assertThat(answer(range(128.0, 160.0, 128.0, 160.0, 1.0), 128.0, PendingEntries.NONE))
                .as("exactly 25 %% up")
                .isEqualTo(APPROVED);
        assertThat(answer(range(128.0, 160.01, 128.0, 128.0, 1.0), 128.0, PendingEntries.NONE))
                .as("a wick above")
                .isEqualTo("OUTLIER");
        assertThat(answer(range(128.0, 128.0, 96.0, 96.0, 1.0), 128.0, PendingEntries.NONE))
                .as("exactly 25 %% down")
                .isEqualTo(APPROVED);
        assertThat(answer(range(128.0, 128.0, 95.99, 128.0, 1.0), 128.0, PendingEntries.NONE))
                .as("a wick below")
                .isEqualTo("OUTLIER");
        assertThat(answer(range(128.0, 128.0, 95.99, 128.0, 1.0), Double.NaN, PendingEntries.NONE))
                .as("the open counts where no close came before")
                .isEqualTo("OUTLIER");
    }

    @Test
    void refusesAnEntryOnAThinBarWhereAsked() {
        gate = gate(limits -> limits.minEntryVolume(2.0));
        mark(BTC, MORNING, 100.0);
        assertThat(answer(range(100.0, 100.0, 100.0, 100.0, 2.0), 100.0, PendingEntries.NONE))
                .isEqualTo(APPROVED);
        assertThat(answer(range(100.0, 100.0, 100.0, 100.0, 1.999), 100.0, PendingEntries.NONE))
                .isEqualTo("LOW_VOLUME");
    }

    @Test
    void clipsToTheSymbolsShareOfEquity() {
        gate = gate(limits -> limits.maxPositionFraction(0.5).fallbackMaxPositionFraction(0.25));
        mark(BTC, MORNING, 100.0);
        assertThat(units(4.0, PendingEntries.NONE, DecisionSource.MODEL)).isEqualTo(4.0);
        assertThat(units(9.0, PendingEntries.NONE, DecisionSource.MODEL)).isEqualTo(5.0);
        assertThat(units(9.0, PendingEntries.NONE, DecisionSource.FALLBACK)).isEqualTo(2.5);
        assertThat(units(9.0, new PendingEntries(200.0, 200.0, 1), DecisionSource.MODEL))
                .isEqualTo(3.0);
        fill(BTC, OrderSide.BUY, 5.0, 100.0, 0.0, MORNING);
        assertThat(answer(MORNING)).isEqualTo("MAX_EXPOSURE");
        mark(BTC, MORNING.plusSeconds(60), 120.0); // worth 600 of 1,100: marked, not at cost
        assertThat(answer(bar(BTC, MORNING.plusSeconds(60), 120.0), 120.0, PendingEntries.NONE))
                .isEqualTo("MAX_EXPOSURE");
    }

    @Test
    void clipsToTheBooksGrossExposure() {
        gate = gate(limits -> limits.maxGrossExposureFraction(0.75));
        mark(ETH, MORNING, 100.0);
        mark(BTC, MORNING, 100.0);
        fill(ETH, OrderSide.SELL, 3.0, 100.0, 0.0, MORNING); // a short counts by its size
        assertThat(units(9.0, PendingEntries.NONE, DecisionSource.MODEL)).isEqualTo(4.5);
        assertThat(units(9.0, new PendingEntries(0.0, 350.0, 1), DecisionSource.MODEL))
                .isEqualTo(1.0);
        assertThat(answer(bar(BTC, MORNING, 100.0), 100.0, new PendingEntries(0.0, 450.0, 1)))
                .isEqualTo("MAX_EXPOSURE");
    }

    @Test
    void clipsToTheLargestOrder() {
        gate = gate(limits -> limits.maxOrderNotional(250.0));
        mark(BTC, MORNING, 100.0);
        assertThat(units(9.0, PendingEntries.NONE, DecisionSource.MODEL)).isEqualTo(2.5);
        gate = gate(limits -> limits.maxOrderNotional(0.0));
        mark(BTC, MORNING, 100.0);
        assertThat(units(9.0, PendingEntries.NONE, DecisionSource.MODEL)).isEqualTo(9.0);
    }

    @Test
    void refusesWhatIsBelowTheSmallestSize() {
        gate = gate(limits -> limits.minNotional(50.0));
        mark(BTC, MORNING, 100.0);
        assertThat(units(0.5, PendingEntries.NONE, DecisionSource.MODEL)).isEqualTo(0.5);
        assertThat(name(review(bar(BTC, MORNING, 100.0), 0.4999, 100.0, PendingEntries.NONE)))
                .isEqualTo("TOO_SMALL");
        gate = gate(limits -> limits);
        mark(BTC, MORNING, 100.0);
        assertThat(name(review(bar(BTC, MORNING, 100.0), 1e-12, 100.0, PendingEntries.NONE)))
                .as("rounds to nothing")
                .isEqualTo("TOO_SMALL");
    }

    @Test
    void theFirstRuleThatFailsGivesTheReason() {
        gate = gate(limits ->
                limits.maxDailyLossFraction(0.125).maxDrawdownFraction(0.125).maxOpenPositions(1));
        mark(BTC, MORNING, 100.0);
        fill(BTC, OrderSide.BUY, 8.0, 100.0, 0.0, MORNING);
        mark(BTC, MORNING.plusSeconds(60), 50.0);
        assertThat(answer(bar(ETH, MORNING.plusSeconds(60), 100.0), 10.0, PendingEntries.NONE))
                .isEqualTo("DAILY_LOSS");
        Instant tomorrow = MORNING.plus(Duration.ofDays(1));
        mark(BTC, tomorrow, 50.0);
        assertThat(answer(bar(ETH, tomorrow, 100.0), 10.0, PendingEntries.NONE)).isEqualTo("DRAWDOWN");
        gate.resetPeak(book);
        assertThat(answer(bar(ETH, tomorrow, 100.0), 10.0, PendingEntries.NONE)).isEqualTo("MAX_POSITIONS");
    }

    @Test
    void aGateThatIsGivenTheMemoryOfAnotherAnswersLikeIt() {
        UnaryOperator<RiskLimits.Builder> strict = limits -> limits.maxTradesPerHour(2)
                .maxTradesPerDay(3)
                .cooldownAfterLoss(Duration.ofMinutes(5))
                .bookCooldownAfterLoss(Duration.ofMinutes(1));
        gate = gate(strict);
        mark(BTC, MORNING, 100.0);
        mark(ETH, MORNING, 100.0);
        fill(BTC, OrderSide.BUY, 1.0, 100.0, 0.5, MORNING);
        fill(BTC, OrderSide.SELL, 1.0, 99.0, 0.5, MORNING);
        fill(ETH, OrderSide.BUY, 1.0, 100.0, 0.5, MORNING);
        RiskState state = gate.capture();
        RiskGate before = gate;
        gate = gate(strict);
        gate.restore(state);
        assertThat(gate.capture()).isEqualTo(state);
        fill(ETH, OrderSide.SELL, 1.0, 100.25, 0.5, MORNING.plusSeconds(60)); // a loss by the entry's fee alone
        assertThat(gate.capture().symbolCooldowns()).containsKeys(BTC, ETH);
        assertThat(gate.peakEquity()).isEqualTo(before.peakEquity());
        assertThat(gate.dayStartEquity()).isEqualTo(before.dayStartEquity());
    }

    private @Nullable Reason exitAt(RiskLimits limits, double high, double low, OrderSide side, int bars) {
        Portfolio own = new Portfolio(new BigDecimal("1000"), Rounding.DEFAULT);
        own.book(new Fill("id", "1", BTC, side, BigDecimal.ONE, new BigDecimal("128"), BigDecimal.ZERO, MORNING));
        for (int i = 0; i < bars; i++) {
            own.mark(BTC, 128.0);
        }
        Position position = own.position(BTC);
        double middle = (high + low) / 2;
        return new RiskGate(limits, Rounding.DEFAULT).protectiveExit(position, range(middle, high, low, middle, 1.0));
    }

    @Test
    void aBarThatReachesTheStopOrJumpsOverItCloses() {
        RiskLimits stop = RiskLimits.builder().stopLossFraction(0.25).build();
        assertThat(exitAt(stop, 128.0, 96.01, OrderSide.BUY, 1)).isNull();
        assertThat(exitAt(stop, 128.0, 96.0, OrderSide.BUY, 1)).isEqualTo(Reason.STOP_LOSS);
        assertThat(exitAt(stop, 40.0, 30.0, OrderSide.BUY, 1))
                .as("a gap through")
                .isEqualTo(Reason.STOP_LOSS);
        assertThat(exitAt(stop, 159.99, 128.0, OrderSide.SELL, 1)).isNull();
        assertThat(exitAt(stop, 160.0, 128.0, OrderSide.SELL, 1)).isEqualTo(Reason.STOP_LOSS);
    }

    @Test
    void aBarThatReachesTheProfitClosesUnlessItReachedTheStopToo() {
        RiskLimits both = RiskLimits.builder()
                .stopLossFraction(0.25)
                .takeProfitFraction(0.25)
                .build();
        assertThat(exitAt(both, 159.99, 128.0, OrderSide.BUY, 1)).isNull();
        assertThat(exitAt(both, 160.0, 128.0, OrderSide.BUY, 1)).isEqualTo(Reason.TAKE_PROFIT);
        assertThat(exitAt(both, 160.0, 96.0, OrderSide.BUY, 1)).isEqualTo(Reason.STOP_LOSS);
        assertThat(exitAt(both, 128.0, 96.0, OrderSide.SELL, 1)).isEqualTo(Reason.TAKE_PROFIT);
    }

    @Test
    void aPositionIsClosedWhenItsBarsAreUp() {
        RiskLimits time = RiskLimits.builder().maxBarsHeld(3).build();
        assertThat(exitAt(time, 128.0, 128.0, OrderSide.BUY, 2)).isNull();
        assertThat(exitAt(time, 128.0, 128.0, OrderSide.BUY, 3)).isEqualTo(Reason.TIME_STOP);
        assertThat(exitAt(RiskLimits.DEFAULT, 1000.0, 1.0, OrderSide.BUY, 10_000))
                .isNull();
    }
}
