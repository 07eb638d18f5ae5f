package io.levibot.engine.feature;

import io.levibot.api.DataException;
import io.levibot.engine.bar.BarSeries;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The catalogue of features that are computed from a symbol's own bars: the original bot's, made independent of the price level,
 * and a few more. A new one is one more line in {@link #list}. Look-backs count bars, not time: a gap shortens nothing.
 */
final class StandardFeatures {
    static final String REGIME_LOW = "regime_vol_low";
    static final String REGIME_HIGH = "regime_vol_high";

    private static final String NOTHING = "";
    private static final int VOLATILITY_BARS = 20;
    private static final double LOWER_THIRD = 1.0 / 3.0;
    private static final double UPPER_THIRD = 2.0 / 3.0;

    private static final Map<String, BarFeature> BY_NAME = byName(list());

    private StandardFeatures() {}

    /**
     * One catalogue entry.
     *
     * @param description for people
     * @param parameters names of the numbers that are learnt from training bars
     * @param maker makes the function from those numbers
     */
    record BarFeature(
            FeatureDescription description,
            List<String> parameters,
            Function<Map<String, Double>, FeatureFunction> maker) {

        FeatureFunction make(Map<String, Double> fitted) {
            return maker.apply(fitted);
        }
    }

    /** The catalogue in its order. */
    static Collection<BarFeature> all() {
        return BY_NAME.values();
    }

    /** The entry of that name, or an error that lists the names. */
    static BarFeature get(String name) {
        BarFeature feature = BY_NAME.get(name);
        if (feature == null) {
            throw new IllegalArgumentException("no bar feature '" + name + "'; there are " + BY_NAME.keySet());
        }
        return feature;
    }

    static boolean contains(String name) {
        return BY_NAME.containsKey(name);
    }

    /** Learns the tercile borders of realised volatility from training bars of one or several symbols, pooled. */
    static SortedMap<String, Double> fitVolatilityRegime(List<BarSeries> training) {
        double[] volatility = Volatilities.of(training, new Functions.RealizedVolatility(VOLATILITY_BARS));
        if (volatility.length < FeatureRecipe.MIN_FIT_VALUES) {
            throw new DataException(
                    FeatureSet.COMPONENT,
                    "training bars give " + volatility.length + " values of realised volatility; at least "
                            + FeatureRecipe.MIN_FIT_VALUES
                            + " are needed to learn its regimes: give more training bars");
        }
        SortedMap<String, Double> fitted = new TreeMap<>();
        fitted.put(REGIME_LOW, Volatilities.quantile(volatility, LOWER_THIRD));
        fitted.put(REGIME_HIGH, Volatilities.quantile(volatility, UPPER_THIRD));
        return fitted;
    }

    private static List<BarFeature> list() {
        return List.of(
                fixed("ret_1", "ln(c / c[1])", NOTHING, new Functions.LogReturn(1)),
                fixed("ret_3", "ln(c / c[3])", NOTHING, new Functions.LogReturn(3)),
                fixed("ret_6", "ln(c / c[6])", NOTHING, new Functions.LogReturn(6)),
                fixed("ret_12", "ln(c / c[12])", NOTHING, new Functions.LogReturn(12)),
                fixed(
                        "rsi_14",
                        "100 G / (G + L); G, L sums of the last 14 rises and falls of c (Cutler's RSI: simple means, not Wilder's)",
                        "50 where c did not move",
                        new Functions.Rsi(14)),
                fixed("ema_21_gap", emaGap(21), "0 where c is constant", new Functions.EmaGap(new Ema(21))),
                fixed("ema_55_gap", emaGap(55), "0 where c is constant", new Functions.EmaGap(new Ema(55))),
                fixed("ema_200_gap", emaGap(200), "0 where c is constant", new Functions.EmaGap(new Ema(200))),
                fixed(
                        "bb_pct",
                        "(c - (m - 2s)) / 4s; m, s mean and sample deviation of the last 20 c",
                        "0.5 where c is constant",
                        new Functions.BollingerPosition(20)),
                fixed(
                        "bb_width",
                        "4s / m; m, s as in bb_pct",
                        "0 where c is constant",
                        new Functions.BollingerWidth(20)),
                fixed(
                        "atr_14_ratio",
                        "mean of the last 14 max(h - l, |h - c[1]|, |l - c[1]|), divided by c",
                        NOTHING,
                        new Functions.AtrRatio(14)),
                fixed(
                        "realized_vol_20",
                        "sample deviation of the last 20 ln(c / c[1]), per bar",
                        "0 where c is constant",
                        new Functions.RealizedVolatility(VOLATILITY_BARS)),
                fixed(
                        "z_score_20",
                        "(c - m) / s; m, s as in bb_pct",
                        "0 where c is constant",
                        new Functions.CloseScore(20)),
                fixed(
                        "volume_ratio_20",
                        "v divided by the mean of the last 20 v",
                        "1 where no volume was traded",
                        new Functions.VolumeRatio(20)),
                fixed(
                        "volume_z_20",
                        "(v - m) / s; m, s mean and sample deviation of the last 20 v",
                        "0 where v is constant",
                        new Functions.VolumeScore(20)),
                fixed("range_ratio", "(h - l) / c", NOTHING, new Functions.RangeRatio()),
                fixed("hour_sin", "sin(2 pi hour / 24), UTC hour of the close time", NOTHING, Cycle.hourSine()),
                fixed("hour_cos", "cos(2 pi hour / 24), UTC hour of the close time", NOTHING, Cycle.hourCosine()),
                fixed("day_sin", "sin(2 pi day / 7), UTC day of the close time, Monday 0", NOTHING, Cycle.daySine()),
                fixed("day_cos", "cos(2 pi day / 7), UTC day of the close time, Monday 0", NOTHING, Cycle.dayCosine()),
                new BarFeature(
                        new FeatureDescription(
                                "regime_vol",
                                "0, 1, 2: realized_vol_20 below, within, above the middle third of the training bars'",
                                VOLATILITY_BARS + 1,
                                "a border counts as within"),
                        List.of(REGIME_LOW, REGIME_HIGH),
                        StandardFeatures::volatilityRegime),
                fixed(
                        "regime_trend",
                        "sign of ema_21 - ema_55: 1 up, -1 down",
                        "0 where they are equal",
                        new Functions.Trend(new Ema(21), new Ema(55))));
    }

    private static FeatureFunction volatilityRegime(Map<String, Double> fitted) {
        return new Functions.VolatilityRegime(
                new Functions.RealizedVolatility(VOLATILITY_BARS),
                parameter(fitted, REGIME_LOW),
                parameter(fitted, REGIME_HIGH));
    }

    private static double parameter(Map<String, Double> fitted, String name) {
        Double value = fitted.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no parameter '" + name + "' among " + fitted.keySet());
        }
        return value;
    }

    private static String emaGap(int span) {
        return "c / e - 1; e mean of the last " + 2 * span + " c with weights (1 - 2/" + (span + 1)
                + ")^k, which add up to 1";
    }

    private static BarFeature fixed(String name, String formula, String edgeCases, FeatureFunction function) {
        return new BarFeature(
                new FeatureDescription(name, formula, function.bars(), edgeCases), List.of(), fitted -> function);
    }

    private static Map<String, BarFeature> byName(List<BarFeature> features) {
        Map<String, BarFeature> map = new LinkedHashMap<>();
        for (BarFeature feature : features) {
            map.put(feature.description().name(), feature);
        }
        return Collections.unmodifiableMap(map);
    }
}
