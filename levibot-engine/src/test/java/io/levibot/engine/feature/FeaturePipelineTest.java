package io.levibot.engine.feature;

import static io.levibot.engine.bar.TestBars.BTC;
import static io.levibot.engine.bar.TestBars.M15;
import static io.levibot.engine.bar.TestBars.bar;
import static io.levibot.engine.bar.TestBars.flat;
import static io.levibot.engine.bar.TestBars.openTime;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.levibot.api.Bar;
import io.levibot.api.FeatureFrame;
import io.levibot.api.FeatureSpec;
import io.levibot.api.MissingRule;
import io.levibot.engine.bar.BarSeries;
import io.levibot.engine.bar.TestBars;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FeaturePipelineTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final BarSeries TRAINING = TestBars.randomWalk(100, 1);

    private final FeatureSet set = FeatureRecipe.of(M15, List.of("ret_1", "ret_3"))
            .withExternal(new FeatureSpec("mood", HOUR, MissingRule.PASS_NAN))
            .withExternal(new FeatureSpec("needed", HOUR, MissingRule.ABSTAIN))
            .fit(TRAINING);
    private final FeaturePipeline pipeline = set.newPipeline(BTC, 3);

    @Test
    void isMissingUntilTheLookBackIsFull() {
        assertThat(pipeline.barsToWarmUp()).isEqualTo(4);
        for (int i = 0; i < 3; i++) {
            FeatureFrame frame = pipeline.update(flat(i, 100 + i));
            assertThat(frame.value(1)).isNaN();
            assertThat(Double.isNaN(frame.value(0))).isEqualTo(i == 0);
            assertThat(pipeline.warmedUp()).isFalse();
        }
        assertThat(pipeline.firstMissing()).isEqualTo(1);

        assertThat(pipeline.update(flat(3, 103)).value(1)).isEqualTo(StrictMath.log(1.03));
        assertThat(pipeline.warmedUp()).isTrue();
        assertThat(pipeline.barsToWarmUp()).isZero();
        assertThat(pipeline.firstMissing()).isEqualTo(3);
    }

    @Test
    void keepsAsManyRowsAsWereAskedFor() {
        for (int i = 0; i < 7; i++) {
            FeatureFrame frame = pipeline.update(flat(i, 100 + i));
            assertThat(frame.rows()).isEqualTo(Math.min(i + 1, 3));
            assertThat(frame.asOf()).isEqualTo(openTime(i + 1));
        }
        FeatureFrame frame = pipeline.frame();
        double[] copy = new double[6];
        frame.copyRow(2, copy, 1);

        assertThat(frame.symbol()).isEqualTo(BTC);
        assertThat(frame.schema()).isSameAs(set.schema());
        for (int lag = 0; lag < 3; lag++) {
            assertThat(frame.value(lag, 0)).isEqualTo(StrictMath.log((106.0 - lag) / (105.0 - lag)));
        }
        assertThat(copy).containsExactly(0, frame.value(2, 0), frame.value(2, 1), Double.NaN, Double.NaN, 0);
        assertThatThrownBy(() -> frame.value(3, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> frame.value(0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> frame.value(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> frame.copyRow(0, new double[3], 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void usesAValueFromTheBarThatClosesWhenItBecomesAvailable() {
        Instant closeOf1 = openTime(2);
        pipeline.offer(new ExternalValue("mood", 0.7, closeOf1));
        pipeline.offer(new ExternalValue("needed", -0.7, closeOf1.plusNanos(1)));

        assertThat(pipeline.update(flat(0, 100)).value(2)).isNaN();
        assertThat(pipeline.update(flat(1, 100)).value(2)).isEqualTo(0.7);
        assertThat(pipeline.frame().value(3)).isNaN();
        assertThat(pipeline.update(flat(2, 100)).value(3)).isEqualTo(-0.7);
    }

    @Test
    void dropsAValueThatIsOlderThanAllowed() {
        pipeline.offer(new ExternalValue("mood", 0.7, openTime(1)));
        for (int i = 0; i <= 4; i++) {
            assertThat(pipeline.update(flat(i, 100)).value(2)).as("bar %s", i).isEqualTo(0.7);
        }
        assertThat(pipeline.update(flat(5, 100)).value(2)).isNaN();
        assertThat(pipeline.ageMillis(2, openTime(6))).isEqualTo(HOUR.toMillis() + M15.millis());
    }

    @Test
    void letsTheLaterAvailableValueWinInWhateverOrderItCame() {
        pipeline.offer(new ExternalValue("mood", 3, openTime(1)));
        pipeline.offer(new ExternalValue("mood", 1, openTime(0)));
        pipeline.offer(new ExternalValue("mood", 4, openTime(1)));
        assertThat(pipeline.update(flat(0, 100)).value(2)).isEqualTo(4.0);

        pipeline.offer(new ExternalValue("mood", 2, openTime(0)));
        assertThat(pipeline.update(flat(1, 100)).value(2)).isEqualTo(4.0);
    }

    @Property
    void joinsLikeASearchForTheLastAvailableValue(
            @ForAll @Size(max = 40) List<@IntRange(min = 0, max = 200) Integer> minutes) {
        FeaturePipeline own = set.newPipeline(BTC);
        for (int k = 0; k < minutes.size(); k++) {
            own.offer(new ExternalValue("mood", k, TestBars.START.plus(Duration.ofMinutes(minutes.get(k)))));
        }
        for (int i = 0; i < 14; i++) {
            double want = Double.NaN;
            int best = -1;
            int close = 15 * (i + 1);
            for (int k = 0; k < minutes.size(); k++) {
                int at = minutes.get(k);
                if (at <= close && at >= best) {
                    best = at;
                    want = close - at <= 60 ? k : Double.NaN;
                }
            }
            assertThat(own.update(flat(i, 100)).value(2)).as("bar %s", i).isEqualTo(Double.valueOf(want));
        }
    }

    @Test
    void handsItsOutsideValuesToAnotherPipeline() {
        pipeline.offer(new ExternalValue("mood", 0.1, openTime(0)));
        pipeline.offer(new ExternalValue("mood", 0.2, openTime(1)));
        pipeline.offer(new ExternalValue("needed", 0.3, openTime(3)));
        pipeline.offer(new ExternalValue("mood", 0.4, openTime(2).plusNanos(1)));
        pipeline.update(flat(0, 100));
        FeaturePipeline other = set.newPipeline(BTC);
        pipeline.externalValues().forEach(other::offer);
        other.update(flat(0, 100));

        for (int i = 1; i < 5; i++) {
            double[] expected = new double[4];
            double[] actual = new double[4];
            pipeline.update(flat(i, 100 + i)).copyRow(0, expected, 0);
            other.update(flat(i, 100 + i)).copyRow(0, actual, 0);
            assertThat(actual).isEqualTo(expected);
        }
        assertThat(other.frame().value(2)).isEqualTo(0.4);
        assertThat(pipeline.externalValues()).extracting(ExternalValue::value).containsExactly(0.4, 0.3);
    }

    @Test
    void knowsTheAgeOfEveryFeature() {
        assertThat(pipeline.ageMillis(0, openTime(1))).isEqualTo(FeaturePipeline.NEVER_MILLIS);
        assertThat(pipeline.firstStale(openTime(1))).isZero();
        pipeline.offer(new ExternalValue("needed", 1, openTime(1).minusSeconds(60)));
        pipeline.update(flat(0, 100));

        assertThat(pipeline.ageMillis(0, openTime(1).plusMillis(5))).isEqualTo(5);
        assertThat(pipeline.ageMillis(2, openTime(1))).isEqualTo(FeaturePipeline.NEVER_MILLIS);
        assertThat(pipeline.ageMillis(3, openTime(1))).isEqualTo(60_000);
        assertThat(pipeline.firstStale(openTime(3))).isEqualTo(-1);
        assertThat(pipeline.firstStale(openTime(3).plusMillis(1))).isZero();
    }

    @Test
    void refusesBarsThatAreNotNextAndStaysAsItWas() {
        pipeline.update(flat(0, 100));
        pipeline.update(flat(1, 110));
        Bar eth = new Bar(TestBars.ETH, openTime(2), openTime(3), 1, 1, 1, 1, 1);
        Bar hour = new Bar(BTC, openTime(4), openTime(8), 1, 1, 1, 1, 1);

        for (Bar bad : List.of(eth, hour, flat(1, 100), flat(0, 100))) {
            assertThatThrownBy(() -> pipeline.update(bad)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(pipeline.update(flat(2, 121)).value(0)).isEqualTo(StrictMath.log(1.1));
        assertThat(pipeline.frame().rows()).isEqualTo(3);
    }

    @Test
    void refusesValuesForColumnsThatTakeNone() {
        assertThatThrownBy(() -> pipeline.offer(new ExternalValue("ret_1", 1, openTime(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("computed from bars");
        assertThatThrownBy(() -> pipeline.offer(new ExternalValue("other", 1, openTime(0))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no feature 'other'");
        assertThatThrownBy(() -> new ExternalValue("mood", Double.NaN, openTime(0)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ExternalValue("mood", 1, Instant.MAX))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> set.newPipeline(BTC, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> set.newPipeline(BTC).frame()).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void givesNanWhereAResultOverflows() {
        FeaturePipeline own = FeatureRecipe.of(M15, List.of("z_score_20", "ret_1"))
                .fit(TRAINING)
                .newPipeline(BTC);
        for (int i = 0; i < 20; i++) {
            own.update(flat(i, i % 2 == 0 ? 1e300 : 1e-300));
        }
        assertThat(own.frame().value(0)).isNaN();
        assertThat(own.frame().value(1)).isNaN();
    }

    @Test
    void workWithoutAnyFeature() {
        FeaturePipeline own = FeatureRecipe.of(M15, List.of()).fit(TRAINING).newPipeline(BTC, 2);

        assertThat(own.warmedUp()).isTrue();
        assertThat(own.update(flat(0, 1)).rows()).isEqualTo(1);
        assertThat(own.firstMissing()).isEqualTo(-1);
    }

    @Test
    void allocatesNothingPerBar() {
        FeaturePipeline own =
                FeatureSet.standard(M15).withSentiment().fit(TRAINING).newPipeline(BTC, 8);
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            bars.add(bar(i, 100, 101, 99, 100 + Math.sin(i), 1));
        }
        for (int i = 0; i < 2_000; i++) {
            own.update(bars.get(i));
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 2_000; i < 12_000; i++) {
            own.update(bars.get(i));
        }
        long perBar = (threads.getCurrentThreadAllocatedBytes() - before) / 10_000;

        assertThat(perBar).isZero();
    }
}
