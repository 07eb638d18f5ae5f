package io.levibot.engine.risk;

import io.levibot.api.Bar;
import io.levibot.api.DecisionSource;
import io.levibot.api.PositionSide;
import io.levibot.api.Symbol;
import io.levibot.engine.execution.Fill;
import io.levibot.engine.execution.OrderSide;
import io.levibot.engine.execution.Portfolio;
import io.levibot.engine.execution.Rounding;
import io.levibot.engine.risk.RiskGate.EntryProposal;
import io.levibot.engine.risk.RiskGate.EntryReview;
import io.levibot.engine.risk.RiskGate.PendingEntries;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** An entry that breaks every rule; the rule that refused is loosened and the entry tried again until it is approved. */
final class ChainOrder {
    private static final Symbol BTC = Symbol.of("BTCUSDT");
    private static final Symbol ETH = Symbol.of("ETHUSDT");
    private static final Instant T = Instant.parse("2024-03-01T08:00:00Z");

    private final TreeMap<String, String> limits = new TreeMap<>(RiskLimits.builder()
            .maxDailyLossFraction(0.01)
            .maxDrawdownFraction(0.01)
            .cooldownAfterLoss(Duration.ofHours(1))
            .maxTradesPerHour(1)
            .maxOpenPositions(1)
            .maxMarkAgeBars(1)
            .maxEntryMove(0.01)
            .minEntryVolume(5.0)
            .maxGrossExposureFraction(0.01)
            .minNotional(1e6)
            .build()
            .asMap());

    static List<String> reasons() {
        ChainOrder chain = new ChainOrder();
        List<String> reasons = new ArrayList<>();
        EntryReview review = chain.review();
        while (review instanceof EntryReview.Refused refused && reasons.size() < 50) {
            reasons.add(refused.reason().code());
            chain.loosen(refused.reason().code());
            review = chain.review();
        }
        return reasons;
    }

    private void loosen(String code) {
        switch (code) {
            case "DAILY_LOSS" -> limits.put("max-daily-loss-fraction", "1");
            case "DRAWDOWN" -> limits.put("max-drawdown-fraction", "1");
            case "COOLDOWN" -> limits.put("cooldown-after-loss", "PT0S");
            case "MAX_TRADES" -> limits.put("max-trades-per-hour", "100");
            case "MAX_POSITIONS" -> limits.put("max-open-positions", "100");
            case "STALE_MARK" -> limits.put("max-mark-age-bars", "0");
            case "OUTLIER" -> limits.put("max-entry-move", "100");
            case "LOW_VOLUME" -> limits.put("min-entry-volume", "0");
            case "MAX_EXPOSURE" -> limits.put("max-gross-exposure-fraction", "100");
            case "TOO_SMALL" -> limits.put("min-notional", "0");
            default -> throw new AssertionError("no limit is known for " + code);
        }
    }

    private EntryReview review() {
        Portfolio book = new Portfolio(new BigDecimal("1000"), Rounding.DEFAULT);
        RiskGate gate = new RiskGate(RiskLimits.fromMap(limits), Rounding.DEFAULT);
        mark(gate, book, BTC, T, 100.0);
        mark(gate, book, ETH, T, 100.0);
        fill(gate, book, BTC, OrderSide.BUY, 100.0);
        fill(gate, book, BTC, OrderSide.SELL, 50.0);
        fill(gate, book, ETH, OrderSide.BUY, 100.0);
        Instant later = T.plusSeconds(600);
        mark(gate, book, BTC, later, 100.0);
        Bar wild = new Bar(BTC, later.minusSeconds(60), later, 100.0, 200.0, 100.0, 100.0, 1.0);
        return gate.reviewEntry(
                new EntryProposal(wild, OrderSide.BUY, 1.0, 100.0, DecisionSource.MODEL, PendingEntries.NONE), book);
    }

    private static void mark(RiskGate gate, Portfolio book, Symbol symbol, Instant close, double price) {
        book.mark(symbol, price);
        gate.onMark(new Bar(symbol, close.minusSeconds(60), close, price, price, price, price, 1.0), book);
    }

    private static void fill(RiskGate gate, Portfolio book, Symbol symbol, OrderSide side, double price) {
        Fill fill =
                new Fill("id", "1", symbol, side, BigDecimal.ONE, BigDecimal.valueOf((long) price), BigDecimal.ZERO, T);
        BigDecimal realised = book.realised();
        PositionSide before = book.position(symbol).side();
        book.book(fill);
        gate.onFill(
                fill,
                book.realised().subtract(realised),
                before,
                book.position(symbol).side());
    }
}
