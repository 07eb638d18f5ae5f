package io.levibot.api;

/**
 * What a trade costs: one model for the sweep, the backtest and the paper broker. All three parts are in basis points (1 bp =
 * 0.0001) of the traded notional, per side.
 *
 * @param feeBps exchange fee, charged on the fill's notional; 0 to 1000
 * @param halfSpreadBps half of the bid-ask spread, moved into the fill price; 0 to 1000
 * @param slippageBps further adverse move of the fill price; 0 to 1000
 * @since 0.1.0
 */
public record CostModel(double feeBps, double halfSpreadBps, double slippageBps) {
    private static final double BP = 1e-4;
    private static final double MAX_BPS = 1000.0;

    /** Fee 5 bp, half spread 1 bp, slippage 1 bp: a retail taker on a liquid crypto pair. */
    public static final CostModel DEFAULT = new CostModel(5.0, 1.0, 1.0);

    /** No costs at all; for tests and for showing what costs do. */
    public static final CostModel FREE = new CostModel(0.0, 0.0, 0.0);

    /** @throws IllegalArgumentException if a part is NaN or outside 0 to 1000 bp */
    public CostModel {
        require("fee", feeBps);
        require("half spread", halfSpreadBps);
        require("slippage", slippageBps);
    }

    /**
     * @param referencePrice the price that the market showed, above 0
     * @return what a buyer pays per unit, before the fee
     */
    public double buyPrice(double referencePrice) {
        return referencePrice * (1.0 + (halfSpreadBps + slippageBps) * BP);
    }

    /**
     * @param referencePrice the price that the market showed, above 0
     * @return what a seller gets per unit, before the fee
     */
    public double sellPrice(double referencePrice) {
        return referencePrice * (1.0 - (halfSpreadBps + slippageBps) * BP);
    }

    /**
     * @param notional price times quantity of a fill, 0 or more
     * @return the fee, in the same currency
     */
    public double fee(double notional) {
        return notional * feeBps * BP;
    }

    /** Returns the fee as a fraction of notional. */
    public double feeFraction() {
        return feeBps * BP;
    }

    /** Returns the cost of buying and selling again, as a fraction of notional, to first order. */
    public double roundTripFraction() {
        return 2.0 * (feeBps + halfSpreadBps + slippageBps) * BP;
    }

    private static void require(String part, double bps) {
        if (!(bps >= 0.0 && bps <= MAX_BPS)) {
            throw new IllegalArgumentException(part + " " + bps + " bp: allowed is 0 to " + MAX_BPS);
        }
    }
}
