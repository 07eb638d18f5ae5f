package io.levibot.engine.feature;

import static io.levibot.engine.bar.TestBars.BTC;
import static io.levibot.engine.bar.TestBars.M15;
import static io.levibot.engine.bar.TestBars.bar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.Bar;
import io.levibot.api.FeatureSchema;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.bar.TestBars;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class StandardFeaturesTest {
    private static final int BARS = 500;
    private final BarSeries bars = TestBars.randomWalk(BARS, 77);

    /** The plain textbook formulas, written down a second time on whole arrays, without any of the pipeline's tricks. */
    @TestFactory
    Stream<DynamicTest> agreesWithThePlainFormula() {
        FeatureSet set = FeatureSet.standard(M15).fit(bars.slice(0, 300));
        double[][] rows = FeaturePrefixTest.rows(set, bars);
        return plain(set).entrySet().stream()
                .map(feature -> DynamicTest.dynamicTest(feature.getKey(), () -> {
                    int column = set.schema().indexOf(feature.getKey());
                    for (int i = set.lookbackBars() - 1; i < BARS; i++) {
                        double want = feature.getValue().applyAsDouble(i);
                        assertThat(rows[i][column])
                                .as("bar %s", i)
                                .isCloseTo(want, within(1e-9 * Math.max(1, Math.abs(want))));
                    }
                }));
    }

    @Test
    void hasAPlainFormulaForEveryFeature() {
        FeatureSet set = FeatureSet.standard(M15).fit(bars);
        assertThat(plain(set).keySet())
                .containsExactlyElementsOf(set.descriptions().stream()
                        .map(FeatureDescription::name)
                        .toList());
    }

    @Property(tries = 20)
    void dependsNeitherOnTheLevelOfPricesNorOfVolume(@ForAll long seed) {
        BarSeries market = Markets.rough(450, seed);
        FeatureSet set = FeatureSet.standard(M15).fit(market);
        BarSeries.Builder scaled = BarSeries.builder(BTC, M15);
        for (int i = 0; i < market.size(); i++) {
            Bar b = market.bar(i);
            // powers of two: scaling is exact, so the features must be equal to the bit
            scaled.add(new Bar(
                    BTC,
                    b.openTime(),
                    b.closeTime(),
                    8 * b.open(),
                    8 * b.high(),
                    8 * b.low(),
                    8 * b.close(),
                    4 * b.volume()));
        }

        assertThat(Arrays.deepEquals(FeaturePrefixTest.rows(set, scaled.build()), FeaturePrefixTest.rows(set, market)))
                .isTrue();
    }

    @Property(tries = 20)
    void keepsBoundedFeaturesInTheirRange(@ForAll long seed) {
        BarSeries market = Markets.rough(450, seed);
        FeatureSet set = FeatureSet.standard(M15).fit(market);
        FeatureSchema schema = set.schema();
        for (double[] row : Arrays.copyOfRange(FeaturePrefixTest.rows(set, market), set.lookbackBars() - 1, 450)) {
            assertThat(row).doesNotContain(Double.NaN);
            assertThat(row[schema.indexOf("rsi_14")]).isBetween(0.0, 100.0);
            assertThat(row[schema.indexOf("volume_ratio_20")]).isBetween(0.0, 20.0 + 1e-9);
            assertThat(Math.abs(row[schema.indexOf("z_score_20")])).isLessThanOrEqualTo(19 / Math.sqrt(20) + 1e-9);
            assertThat(row[schema.indexOf("atr_14_ratio")]).isNotNegative();
            assertThat(row[schema.indexOf("regime_vol")]).isIn(0.0, 1.0, 2.0);
            assertThat(row[schema.indexOf("regime_trend")]).isIn(-1.0, 0.0, 1.0);
        }
    }

    @Test
    void definesEveryFeatureOfAMarketThatStandsStill() {
        FeatureSet set = FeatureSet.standard(M15).fit(bars);
        BarSeries.Builder still = BarSeries.builder(BTC, M15);
        for (int i = 0; i < 450; i++) {
            still.add(bar(i, 0.1, 0.1, 0.1, 0.1, 0.0));
        }
        double[] row = FeaturePrefixTest.rows(set, still.build())[449];

        Map<String, Double> want = Map.of("rsi_14", 50.0, "bb_pct", 0.5, "volume_ratio_20", 1.0);
        for (FeatureDescription feature : set.descriptions().subList(0, 16)) {
            assertThat(row[set.schema().indexOf(feature.name())])
                    .as(feature.name())
                    .isEqualTo(want.getOrDefault(feature.name(), 0.0));
        }
        assertThat(row[set.schema().indexOf("regime_vol")]).isZero();
        assertThat(row[set.schema().indexOf("regime_trend")]).isZero();
    }

    private Map<String, IntToDoubleFunction> plain(FeatureSet set) {
        Map<String, IntToDoubleFunction> plain = new LinkedHashMap<>();
        for (int lag : new int[] {1, 3, 6, 12}) {
            plain.put("ret_" + lag, i -> Math.log(bars.close(i)) - Math.log(bars.close(i - lag)));
        }
        plain.put(
                "rsi_14",
                i -> 100
                        - 100
                                / (1
                                        + mean(14, j -> Math.max(0, change(i - j)))
                                                / mean(14, j -> Math.max(0, -change(i - j)))));
        for (int span : new int[] {21, 55, 200}) {
            plain.put("ema_" + span + "_gap", i -> bars.close(i) / ema(i, span) - 1);
        }
        plain.put("bb_pct", i -> (bars.close(i) - lowerBand(i)) / (4 * deviation(20, j -> bars.close(i - j))));
        plain.put("bb_width", i -> 4 * deviation(20, j -> bars.close(i - j)) / mean(20, j -> bars.close(i - j)));
        plain.put("atr_14_ratio", i -> mean(14, j -> trueRange(i - j)) / bars.close(i));
        plain.put("realized_vol_20", this::volatility);
        plain.put("z_score_20", i -> score(bars.close(i), j -> bars.close(i - j)));
        plain.put("volume_ratio_20", i -> bars.volume(i) / mean(20, j -> bars.volume(i - j)));
        plain.put("volume_z_20", i -> score(bars.volume(i), j -> bars.volume(i - j)));
        plain.put("range_ratio", i -> (bars.high(i) - bars.low(i)) / bars.close(i));
        plain.put("hour_sin", i -> Math.sin(2 * Math.PI * hour(i) / 24));
        plain.put("hour_cos", i -> Math.cos(2 * Math.PI * hour(i) / 24));
        plain.put("day_sin", i -> Math.sin(2 * Math.PI * day(i) / 7));
        plain.put("day_cos", i -> Math.cos(2 * Math.PI * day(i) / 7));
        double[] sorted = IntStream.range(20, set.fittedOn().bars() == BARS ? BARS : 300)
                .mapToDouble(this::volatility)
                .sorted()
                .toArray();
        plain.put("regime_vol", i -> regime(volatility(i), sorted));
        plain.put("regime_trend", i -> Math.signum(ema(i, 21) - ema(i, 55)));
        return plain;
    }

    private static double regime(double now, double[] sorted) {
        double below = Arrays.stream(sorted).filter(v -> v < now).count() / (double) sorted.length;
        return below < 1 / 3.0 ? 0 : below > 2 / 3.0 ? 2 : 1;
    }

    private double change(int i) {
        return bars.close(i) - bars.close(i - 1);
    }

    private double lowerBand(int i) {
        return mean(20, j -> bars.close(i - j)) - 2 * deviation(20, j -> bars.close(i - j));
    }

    private double volatility(int i) {
        return deviation(20, j -> Math.log(bars.close(i - j) / bars.close(i - j - 1)));
    }

    private double trueRange(int i) {
        return List.of(
                        bars.high(i) - bars.low(i),
                        Math.abs(bars.high(i) - bars.close(i - 1)),
                        Math.abs(bars.low(i) - bars.close(i - 1)))
                .stream()
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(Double.NaN);
    }

    private double ema(int i, int span) {
        double weighted = 0;
        double weights = 0;
        for (int k = 0; k < 2 * span; k++) {
            double weight = Math.pow(1 - 2.0 / (span + 1), k);
            weighted += weight * bars.close(i - k);
            weights += weight;
        }
        return weighted / weights;
    }

    private int hour(int i) {
        return bars.closeTime(i).atOffset(java.time.ZoneOffset.UTC).getHour();
    }

    private int day(int i) {
        return bars.closeTime(i)
                        .atOffset(java.time.ZoneOffset.UTC)
                        .getDayOfWeek()
                        .getValue()
                - 1;
    }

    private static double score(double now, IntToDoubleFunction values) {
        return (now - mean(20, values)) / deviation(20, values);
    }

    private static double mean(int n, IntToDoubleFunction values) {
        return IntStream.range(0, n).mapToDouble(values).sum() / n;
    }

    private static double deviation(int n, IntToDoubleFunction values) {
        double mean = mean(n, values);
        return Math.sqrt(IntStream.range(0, n)
                        .mapToDouble(j -> Math.pow(values.applyAsDouble(j) - mean, 2))
                        .sum()
                / (n - 1));
    }
}
