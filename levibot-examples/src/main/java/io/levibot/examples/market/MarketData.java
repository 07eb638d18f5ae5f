package io.levibot.examples.market;

import io.levibot.api.BarInterval;
import io.levibot.api.Symbol;
import io.levibot.engine.bar.BarCsv;
import io.levibot.engine.bar.BarSeries;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;

/**
 * Bars with the name of where they come from.
 *
 * @param source what reports call it; never a path of the machine
 * @param bars the bars
 */
public record MarketData(String source, BarSeries bars) {
    /** Name of the built-in trades. */
    public static final String BUILTIN = "builtin";

    /** Name of the market without an edge. */
    public static final String RANDOM_WALK = "random-walk";

    /** Name of the market with a known edge. */
    public static final String PLANTED_EDGE = "planted-edge";

    /** Bars of the market without an edge: about ten months of 15 minutes. */
    public static final int RANDOM_WALK_BARS = 30_000;

    /**
     * Bars of the market with a known edge: about twenty months of 15 minutes. Labels overlap, so that the ECE of half as many
     * bars is too uncertain for the gate even where the model is good; see the study of planted edges.
     */
    public static final int PLANTED_EDGE_BARS = 60_000;

    /** Refuses nulls. */
    public MarketData {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(bars, "bars");
    }

    /**
     * @param data {@code builtin}, {@code random-walk}, {@code planted-edge}, or a bar file
     * @param symbol what to call the instrument
     * @param interval length of the bars
     * @param seed of a generated market
     * @param now real time: a file whose last bar closes later holds an unfinished bar and is refused
     * @return the bars
     * @throws io.levibot.api.DataException if the file cannot be read
     */
    public static MarketData load(String data, Symbol symbol, BarInterval interval, long seed, Instant now) {
        return switch (data) {
            case BUILTIN ->
                new MarketData(
                        BuiltinTrades.SOURCE,
                        BuiltinTrades.bars(symbol, interval).bars());
            case RANDOM_WALK ->
                new MarketData(
                        RANDOM_WALK + " seed " + seed, RandomWalk.generate(symbol, interval, RANDOM_WALK_BARS, seed));
            case PLANTED_EDGE ->
                new MarketData(
                        PLANTED_EDGE + " seed " + seed,
                        PlantedEdge.generate(symbol, interval, PLANTED_EDGE_BARS, seed)
                                .bars());
            default -> {
                Path file = Path.of(data);
                Path name = file.getFileName();
                yield new MarketData(
                        name == null ? data : name.toString(),
                        BarCsv.of(symbol, interval).asOf(now).read(file));
            }
        };
    }
}
