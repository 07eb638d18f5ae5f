package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.ScoreScale;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * What methods promise on random data, beside what {@link CalibratorProvidersTest} asks. Only ranks and Platt's line do not care
 * about the unit of a score. Cross Venn-ABERS, {@code auto} and online scaling take rows in time order and break ties of choice one
 * way, so they need not mirror.
 */
class CalibratorPropertiesTest {
    private static final Map<String, String> UNGUARDED = Map.of("min-samples", "1", "min-class", "0");
    private static final double ROUNDING = 1e-7;

    private static final List<CalibratorProvider> ALL = List.of(
            new IdentityProvider(),
            new TemperatureProvider(),
            new PlattProvider(),
            new AffineLogitProvider(),
            new BetaProvider(),
            new QuadraticLogitProvider(),
            new VennAbersProvider(),
            new IsotonicProvider(),
            new CentredIsotonicProvider(),
            new CrossVennAbersProvider(),
            new AutoProvider(),
            new OnlinePlattProvider());

    private static final int MIRRORED = 9;

    @Property(tries = 240)
    void rangeAndOrderAreKept(
            @ForAll @IntRange(min = 0, max = 11) int method, @ForAll long seed, @ForAll boolean ties) {
        Calibrator map = fit(method, set(seed, ties, ScoreScale.LOG_ODDS));
        double before = 0;
        for (double z = -20; z <= 20; z += 0.0625) {
            double p = map.calibrate(z);
            assertThat(p).isBetween(before, 1.0);
            assertThat(map.lower(z)).isBetween(0.0, p);
            assertThat(map.upper(z)).isBetween(p, 1.0);
            before = p;
        }
    }

    @Property(tries = 120)
    void unitAndOriginOfTheScoreDoNotMatterToRanksAndToPlatt(
            @ForAll @IntRange(min = 0, max = 3) int which,
            @ForAll long seed,
            @ForAll @IntRange(min = -12, max = 12) int power,
            @ForAll @IntRange(min = -64, max = 64) int eighths) {
        int method = new int[] {2, 6, 7, 8}[which];
        double unit = Math.scalb(1.0, power);
        double origin = unit * eighths / 8.0;
        CalibrationSet set = set(seed, true, ScoreScale.MARGIN);
        double[] moved = Arrays.stream(set.scores()).map(s -> unit * s + origin).toArray();

        assertSame(
                fit(method, set),
                fit(method, CalibrationSet.weighted(moved, set.labels(), set.weights(), ScoreScale.MARGIN)),
                unit,
                origin);
    }

    @Property(tries = 140)
    void turningScoresAndLabelsAroundTurnsProbabilitiesAround(
            @ForAll @IntRange(min = 0, max = MIRRORED - 1) int method, @ForAll long seed, @ForAll boolean ties) {
        CalibrationSet set = set(seed, ties, ScoreScale.LOG_ODDS);
        double[] scores = Arrays.stream(set.scores()).map(s -> -s).toArray();
        double[] labels = Arrays.stream(set.labels()).map(y -> 1 - y).toArray();
        Calibrator map = fit(method, set);
        Calibrator turned = fit(method, CalibrationSet.weighted(scores, labels, set.weights(), ScoreScale.LOG_ODDS));
        for (int i = 0; i < set.size(); i++) {
            double z = set.score(i);
            assertThat(turned.calibrate(-z)).as("at %s", z).isCloseTo(1 - map.calibrate(z), within(ROUNDING));
            assertThat(turned.lower(-z)).as("at %s", z).isCloseTo(1 - map.upper(z), within(ROUNDING));
        }
    }

    private static CalibrationSet set(long seed, boolean ties, ScoreScale scale) {
        return TestData.logistic(150, seed, 0.7, -0.1, ties, true, scale);
    }

    private static Calibrator fit(int method, CalibrationSet set) {
        CalibratorProvider provider = ALL.get(method);
        return provider.fit(set, PluginConfig.of(provider, UNGUARDED), TestData.context());
    }

    private static void assertSame(Calibrator a, Calibrator b, double unit, double origin) {
        for (double z = -4; z <= 4; z += 0.25) {
            double other = unit * z + origin;
            assertThat(b.calibrate(other)).as("at %s", z).isCloseTo(a.calibrate(z), within(ROUNDING));
            assertThat(b.lower(other)).as("at %s", z).isCloseTo(a.lower(z), within(ROUNDING));
            assertThat(b.upper(other)).as("at %s", z).isCloseTo(a.upper(z), within(ROUNDING));
        }
    }
}
