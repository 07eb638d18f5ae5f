package io.levibot.examples.market;

import io.levibot.api.BarInterval;
import io.levibot.api.DataException;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.TradeCsv;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Real BTC/USD trades that the build brings along: 100,000 trades of Bitstamp from 2013-11-25 to 2013-12-01, shipped as a
 * resource of the artifact {@code org.ta4j:ta4j-examples} (MIT licence). A week is enough to run everything and too little to
 * prove anything.
 */
public final class BuiltinTrades {
    /** What reports call the data. */
    public static final String SOURCE = "bitstamp trades 2013-11-25..2013-12-01 (ta4j-examples 0.18)";

    private static final String RESOURCE = "/bitstamp_trades_from_20131125_usd.csv";

    private BuiltinTrades() {}

    /**
     * @param symbol what to call the instrument
     * @param interval length of the bars to make
     * @return the bars with what was counted on the way
     * @throws DataException if the artifact is not on the class path
     */
    public static TradeCsv.Result bars(Symbol symbol, BarInterval interval) {
        try (InputStream in = BuiltinTrades.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new DataException(
                        "market", "the built-in trades are not on the class path: ta4j-examples is missing");
            }
            return TradeCsv.of(symbol, interval).read("built-in trades", in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
