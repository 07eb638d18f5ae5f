package io.levibot.engine.feature;

import static io.levibot.engine.bar.TestBars.M15;
import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.engine.bar.BarCsv;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.bar.SharedData;
import io.levibot.engine.bar.TestBars;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** No value knows the future, and none remembers more than its look-back. */
class FeaturePrefixTest {
    private static final int BARS = 700;

    @Property(tries = 25)
    void everyStandardFeatureHasTheSameBitsOnEveryPrefix(@ForAll long seed) {
        BarSeries bars = Markets.rough(BARS, seed);
        FeatureSet set = FeatureSet.standard(M15).fit(bars.slice(0, 300));

        assertThat(PrefixCheck.of(set).run(bars, 40)).isEmpty();
    }

    @Property(tries = 25)
    void everyStandardFeatureHasTheSameBitsAfterARestart(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 250) int start) {
        BarSeries bars = Markets.rough(BARS, seed);
        FeatureSet set = FeatureSet.standard(M15).fit(bars.slice(0, 300));
        double[][] whole = rows(set, bars);
        double[][] restarted = rows(set, bars.slice(start, BARS));

        for (int i = set.lookbackBars() - 1; i < restarted.length; i++) {
            assertThat(restarted[i]).isEqualTo(whole[start + i]);
        }
    }

    @TestFactory
    Stream<DynamicTest> hasExactlyTheLookBackThatItDeclares() {
        BarSeries bars = TestBars.randomWalk(BARS, 5);
        FeatureSet all = FeatureSet.standard(M15).fit(bars);
        double[][] withLongerHistory = rows(all, bars);
        return all.descriptions().stream()
                .map(feature -> DynamicTest.dynamicTest(feature.name(), () -> {
                    FeatureSet set =
                            FeatureRecipe.of(M15, List.of(feature.name())).fit(bars);
                    double[][] rows = rows(set, bars);

                    assertThat(set.lookbackBars()).isEqualTo(feature.lookbackBars());
                    for (int i = 0; i < BARS; i++) {
                        assertThat(Double.isNaN(rows[i][0]))
                                .as("NaN at bar %s", i)
                                .isEqualTo(i < feature.lookbackBars() - 1);
                        assertThat(rows[i][0])
                                .isEqualTo(Double.valueOf(
                                        withLongerHistory[i][all.schema().indexOf(feature.name())]));
                    }
                }));
    }

    @Test
    void realBarsWithAnOutageAndEmptyBarsAreDefinedThroughout() {
        BarSeries bars = BarCsv.of(TestBars.BTC, M15)
                .read(SharedData.require("ohlcv/binance-spot-BTCUSDT-15m-2023.csv.gz"))
                .slice(0, 12_000);
        FeatureSet set = FeatureSet.standard(M15).fit(bars.slice(0, 6_000));
        double[][] rows = rows(set, bars);

        for (int i = set.lookbackBars() - 1; i < rows.length; i++) {
            assertThat(rows[i]).as("bar %s", i).doesNotContain(Double.NaN);
        }
        assertThat(PrefixCheck.of(set).run(bars, 5)).isEmpty();
    }

    static double[][] rows(FeatureSet set, BarSeries bars) {
        FeaturePipeline pipeline = set.newPipeline(bars.symbol());
        List<double[]> rows = new ArrayList<>();
        for (int i = 0; i < bars.size(); i++) {
            double[] row = new double[set.schema().size()];
            pipeline.update(bars.bar(i)).copyRow(0, row, 0);
            rows.add(row);
        }
        return rows.toArray(double[][]::new);
    }
}
