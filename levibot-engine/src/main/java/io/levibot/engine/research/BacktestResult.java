package io.levibot.engine.research;

import io.levibot.api.Decision;
import io.levibot.engine.execution.Fill;
import java.util.List;

/**
 * What an engine did over a range of bars.
 *
 * @param decisions one per bar from the first to the last of the range, in order; those on refused bars abstain
 * @param equity equity after each accepted bar, in the account's currency
 * @param startEquity equity before the first bar
 * @param fills executions within the range, in order
 * @param ordersSubmitted orders that left
 * @since 0.1.0
 */
public record BacktestResult(
        List<Decision> decisions, EquityCurve equity, double startEquity, List<Fill> fills, int ordersSubmitted) {
    /** Copies the lists. */
    public BacktestResult {
        decisions = List.copyOf(decisions);
        fills = List.copyOf(fills);
    }

    /** Returns the number of positions opened: fills that bought, as long as positions are long or flat. */
    public int trades() {
        int trades = 0;
        for (Fill fill : fills) {
            if (fill.side() == io.levibot.engine.execution.OrderSide.BUY) {
                trades++;
            }
        }
        return trades;
    }

    /** Returns the traded value over both sides, as a multiple of the starting equity. */
    public double turnover() {
        double traded = 0.0;
        for (Fill fill : fills) {
            traded += fill.price().doubleValue() * fill.quantity().doubleValue();
        }
        return traded / startEquity;
    }
}
