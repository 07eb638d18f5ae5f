package io.levibot.engine;

import io.levibot.engine.risk.FixedFraction;
import io.levibot.engine.risk.FractionalKelly;
import io.levibot.engine.risk.PositionSizer;
import io.levibot.engine.risk.TargetVolatility;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/** Sizers as keys and values of a configuration; the fixed fraction of the exposure, the default, has none. */
final class SizerText {
    static final String KIND = "sizing";
    private static final String KELLY = "fractional-kelly";
    private static final String VOLATILITY = "target-volatility";
    private static final String FIXED = "fixed-fraction";

    private SizerText() {}

    static void write(PositionSizer sizer, SortedMap<String, String> map) {
        if (sizer instanceof FractionalKelly kelly) {
            map.put(KIND, KELLY);
            map.put("sizing.win", ConfigNumbers.text(kelly.win()));
            map.put("sizing.loss", ConfigNumbers.text(kelly.loss()));
            map.put("sizing.multiplier", ConfigNumbers.text(kelly.multiplier()));
            map.put("sizing.belief", kelly.belief().name());
            map.put("sizing.most", ConfigNumbers.text(kelly.most()));
        } else if (sizer instanceof TargetVolatility target) {
            map.put(KIND, VOLATILITY);
            map.put("sizing.annual-target", ConfigNumbers.text(target.annualTarget()));
            map.put("sizing.window-bars", Integer.toString(target.windowBars()));
            map.put("sizing.most", ConfigNumbers.text(target.most()));
        } else if (sizer instanceof FixedFraction fixed) {
            map.put(KIND, FIXED);
            map.put("sizing.fraction", ConfigNumbers.text(fixed.fraction()));
        }
    }

    /** @param take removes a key that must be there and returns its value */
    static PositionSizer read(UnaryOperator<String> take) {
        String kind = take.apply(KIND);
        return switch (kind) {
            case KELLY ->
                new FractionalKelly(
                        Double.parseDouble(take.apply("sizing.win")),
                        Double.parseDouble(take.apply("sizing.loss")),
                        Double.parseDouble(take.apply("sizing.multiplier")),
                        FractionalKelly.Belief.valueOf(take.apply("sizing.belief")),
                        Double.parseDouble(take.apply("sizing.most")));
            case VOLATILITY ->
                new TargetVolatility(
                        Double.parseDouble(take.apply("sizing.annual-target")),
                        Integer.parseInt(take.apply("sizing.window-bars")),
                        Double.parseDouble(take.apply("sizing.most")));
            case FIXED -> new FixedFraction(Double.parseDouble(take.apply("sizing.fraction")));
            default ->
                throw new IllegalArgumentException(
                        "sizing '" + kind + "': allowed are " + FIXED + ", " + KELLY + ", " + VOLATILITY);
        };
    }
}
