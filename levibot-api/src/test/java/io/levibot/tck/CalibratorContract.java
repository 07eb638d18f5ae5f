package io.levibot.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.levibot.api.TrainingException;
import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorInfo;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.OnlineCalibrator;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.PluginContext;
import io.levibot.api.spi.ScoreScale;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rules of {@link Calibrator}, {@link OnlineCalibrator} and {@link CalibratorProvider}. With {@link #provider} alone every rule
 * is checked on a generated set of {@link #scale} scores.
 *
 * @since 0.1.0
 */
public abstract class CalibratorContract extends ProviderContract<Calibrator, CalibratorProvider> {
    private static final int ROWS = 400;
    private static final int GRID = 2_000;

    /** For subclasses. */
    protected CalibratorContract() {}

    @Override
    protected final Class<CalibratorProvider> service() {
        return CalibratorProvider.class;
    }

    /** Returns the scale of scores that the calibrator is fitted on; by default log-odds. */
    protected ScoreScale scale() {
        return ScoreScale.LOG_ODDS;
    }

    /** Returns the set that the calibrator is fitted on; by default 400 generated rows of an over-confident model. */
    protected CalibrationSet set() {
        SplittableRandom random = new SplittableRandom(20240301L);
        double[] scores = new double[ROWS];
        double[] labels = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            double logOdds = (random.nextDouble() - 0.5) * 6.0;
            scores[i] = scale() == ScoreScale.PROBABILITY ? sigmoid(logOdds) : logOdds;
            labels[i] = random.nextDouble() < sigmoid(0.5 * logOdds) ? 1.0 : 0.0;
        }
        return CalibrationSet.of(scores, labels, scale());
    }

    /** Returns the context from which a calibrator is restored: it holds the state of one fitted to {@link #set}. */
    @Override
    protected PluginContext context() {
        return super.context().toBuilder().artifact(fit(set()).state()).build();
    }

    /** Fits a calibrator with {@link #provider} and {@link #config}. */
    protected final Calibrator fit(CalibrationSet set) {
        CalibratorProvider provider = provider();
        return provider.fit(set, PluginConfig.of(provider, config()), super.context());
    }

    @Test
    @Tag("CAL-01")
    @DisplayName("CAL-01 maps every score to a probability in [0, 1]")
    void mapsIntoTheUnitInterval() {
        Calibrator map = fit(set());

        for (double score : probes()) {
            assertThat(map.calibrate(score)).as("score %s", score).isBetween(0.0, 1.0);
        }
    }

    @Test
    @Tag("CAL-02")
    @DisplayName("CAL-02 never falls as the score rises, down to neighbouring doubles")
    void isMonotone() {
        assertMonotone(fit(set()));
    }

    @Test
    @Tag("CAL-03")
    @DisplayName("CAL-03 answers NaN with NaN, and nothing else with NaN")
    void passesNaN() {
        Calibrator map = fit(set());

        assertThat(map.calibrate(Double.NaN)).isNaN();
        assertThat(map.lower(Double.NaN)).isNaN();
        assertThat(map.upper(Double.NaN)).isNaN();
        for (double score : probes()) {
            assertThat(map.calibrate(score)).as("score %s", score).isNotNaN();
        }
    }

    @Test
    @Tag("CAL-04")
    @DisplayName("CAL-04 keeps 0 <= lower <= probability <= upper <= 1")
    void ordersItsInterval() {
        Calibrator map = fit(set());

        for (double score : probes()) {
            double probability = map.calibrate(score);
            assertThat(map.lower(score)).as("lower of score %s", score).isBetween(0.0, probability);
            assertThat(map.upper(score)).as("upper of score %s", score).isBetween(probability, 1.0);
        }
    }

    @Test
    @Tag("CAL-05")
    @DisplayName("CAL-05 inverse gives the smallest score whose probability is at least the given one")
    void invertsToTheSmallestScore() {
        Calibrator map = fit(set());

        for (double probability : probabilities(map)) {
            double score = map.inverse(probability);
            if (score != Double.POSITIVE_INFINITY) {
                assertThat(map.calibrate(score))
                        .as("calibrate(inverse(%s) = %s)", probability, score)
                        .isGreaterThanOrEqualTo(probability);
            }
            if (score != Double.NEGATIVE_INFINITY) {
                double below = Math.nextDown(score);
                assertThat(map.calibrate(below))
                        .as("calibrate(%s), just below inverse(%s)", below, probability)
                        .isLessThan(probability);
            }
        }
    }

    @Test
    @Tag("CAL-06")
    @DisplayName("CAL-06 inverse refuses what is no probability")
    void refusesToInvertNoProbability() {
        Calibrator map = fit(set());

        for (double wrong : new double[] {Double.NaN, -0.1, 1.1, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatThrownBy(() -> map.inverse(wrong))
                    .as("inverse(%s)", wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    @Tag("CAL-07")
    @DisplayName("CAL-07 restored from its state it gives the same bits, facts and state")
    void roundTripsToTheBit() {
        Calibrator fitted = fit(set());
        CalibratorProvider provider = provider();
        PluginContext context =
                super.context().toBuilder().artifact(fitted.state()).build();

        Calibrator restored = provider.create(PluginConfig.of(provider, config()), context);

        assertThat(bits(restored)).isEqualTo(bits(fitted));
        assertThat(restored.info()).isEqualTo(fitted.info());
        assertThat(restored.state()).isEqualTo(fitted.state());
    }

    @Test
    @Tag("CAL-08")
    @DisplayName("CAL-08 gives the same bits on every thread")
    void agreesOnEveryThread() {
        Calibrator map = fit(set());
        List<Long> expected = bits(map);

        assertThat(Parallel.run(thread -> bits(map)))
                .allSatisfy(bits -> assertThat(bits).isEqualTo(expected));
    }

    @Test
    @Tag("CAL-09")
    @DisplayName("CAL-09 fitted again to the same rows it has the same state")
    void fitsTheSameAgain() {
        assertThat(fit(set()).state()).isEqualTo(fit(set()).state());
    }

    @Test
    @Tag("CAL-10")
    @DisplayName("CAL-10 says by which method, on how many rows and on which scale it was fitted")
    void tellsHowItWasFitted() {
        CalibrationSet set = set();
        CalibratorInfo info = fit(set).info();

        assertThat(info.method()).isEqualTo(provider().name());
        assertThat(info.scale()).isEqualTo(set.scale());
        if (info.samples() > 0) {
            assertThat(info.samples()).isEqualTo((int)
                    Arrays.stream(set.weights()).filter(weight -> weight > 0.0).count());
            assertThat(info.weightSum()).isCloseTo(Arrays.stream(set.weights()).sum(), within(set));
        }
    }

    @Test
    @Tag("CAL-11")
    @DisplayName("CAL-11 fitted to poor data it is a proper map, or there is a TrainingException")
    void fitsPoorDataProperlyOrNotAtAll() {
        poorSets().forEach((what, set) -> {
            Calibrator map;
            try {
                map = fit(set);
            } catch (TrainingException e) {
                assertThat(e).hasMessageContaining(provider().name());
                return;
            }
            assertThat(map.calibrate(0.5)).as(what).isBetween(0.0, 1.0);
            assertMonotone(map);
        });
    }

    @Test
    @Tag("CAL-12")
    @DisplayName("CAL-12 an online calibrator learns the same from the same outcomes, and restores what it learned")
    void learnsTheSameOnline() {
        Assumptions.assumeTrue(fit(set()) instanceof OnlineCalibrator, "the calibrator does not learn online");
        OnlineCalibrator first = (OnlineCalibrator) fit(set());
        OnlineCalibrator second = (OnlineCalibrator) fit(set());
        CalibrationSet outcomes = set();
        for (int i = 0; i < outcomes.size(); i++) {
            first.observe(outcomes.score(i), outcomes.label(i));
            second.observe(outcomes.score(i), outcomes.label(i));
        }

        assertThat(second.state()).isEqualTo(first.state());
        assertThat(bits(second)).isEqualTo(bits(first));
        assertMonotone(first);
        assertThatThrownBy(() -> first.observe(Double.NaN, 1.0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> first.observe(0.5, 0.5)).isInstanceOf(IllegalArgumentException.class);
        assertThat(first.state()).as("state after refused outcomes").isEqualTo(second.state());
    }

    private void assertMonotone(Calibrator map) {
        double before = map.calibrate(Double.NEGATIVE_INFINITY);
        double scoreBefore = Double.NEGATIVE_INFINITY;
        for (double score : probes()) {
            double probability = map.calibrate(score);
            assertThat(probability)
                    .as("calibrate(%s), above calibrate(%s)", score, scoreBefore)
                    .isGreaterThanOrEqualTo(before);
            before = probability;
            scoreBefore = score;
        }
    }

    /** Scores in ascending order: a grid over the scale, every fitted score with both neighbours, and the far ends. */
    private double[] probes() {
        boolean probability = scale() == ScoreScale.PROBABILITY;
        double[] scores = set().scores();
        double low = probability ? 0.0 : Arrays.stream(scores).min().orElseThrow() - 10.0;
        double high = probability ? 1.0 : Arrays.stream(scores).max().orElseThrow() + 10.0;
        DoubleStream grid =
                DoubleStream.iterate(0, i -> i <= GRID, i -> i + 1).map(i -> low + (high - low) * (i / GRID));
        DoubleStream fitted = Arrays.stream(scores)
                .flatMap(score -> DoubleStream.of(Math.nextDown(score), score, Math.nextUp(score)));
        DoubleStream ends = DoubleStream.of(
                Double.NEGATIVE_INFINITY,
                -Double.MAX_VALUE,
                -1e6,
                -Double.MIN_VALUE,
                0.0,
                Double.MIN_VALUE,
                1e6,
                Double.MAX_VALUE,
                Double.POSITIVE_INFINITY);
        return DoubleStream.concat(DoubleStream.concat(grid, fitted), ends)
                .sorted()
                .toArray();
    }

    /** Probabilities to invert: a grid, the ends, and values that the map takes. */
    private double[] probabilities(Calibrator map) {
        DoubleStream grid = DoubleStream.iterate(0, i -> i <= GRID, i -> i + 1).map(i -> i / GRID);
        DoubleStream taken = Arrays.stream(set().scores()).map(map::calibrate);
        DoubleStream near = DoubleStream.of(Double.MIN_VALUE, Math.nextDown(1.0), Math.nextDown(0.5), Math.nextUp(0.5));
        return DoubleStream.concat(DoubleStream.concat(grid, taken), near).toArray();
    }

    private List<Long> bits(Calibrator map) {
        DoubleStream values = Arrays.stream(probes())
                .flatMap(score -> DoubleStream.of(map.calibrate(score), map.lower(score), map.upper(score)));
        DoubleStream inverses =
                DoubleStream.iterate(0, i -> i <= 100, i -> i + 1).map(i -> map.inverse(i / 100));
        return DoubleStream.concat(values, inverses)
                .mapToObj(Double::doubleToRawLongBits)
                .toList();
    }

    private Map<String, CalibrationSet> poorSets() {
        double[] few = {0.2, 0.4, 0.6, 0.8};
        Map<String, CalibrationSet> sets = new LinkedHashMap<>();
        sets.put("one row", CalibrationSet.of(new double[] {0.4}, new double[] {1.0}, scale()));
        sets.put("only positives", CalibrationSet.of(few, new double[] {1, 1, 1, 1}, scale()));
        sets.put("only negatives", CalibrationSet.of(few, new double[] {0, 0, 0, 0}, scale()));
        sets.put("one score", CalibrationSet.of(new double[] {0.3, 0.3, 0.3}, new double[] {0, 1, 1}, scale()));
        sets.put("perfectly separated", CalibrationSet.of(few, new double[] {0, 0, 1, 1}, scale()));
        sets.put("upside down", CalibrationSet.of(few, new double[] {1, 1, 0, 0}, scale()));
        sets.put(
                "one weighted row",
                CalibrationSet.weighted(few, new double[] {0, 1, 0, 1}, new double[] {0, 0, 0, 2}, scale()));
        return sets;
    }

    private static org.assertj.core.data.Offset<Double> within(CalibrationSet set) {
        return org.assertj.core.data.Offset.offset(1e-9 * set.size());
    }

    private static double sigmoid(double logOdds) {
        return 1.0 / (1.0 + StrictMath.exp(-logOdds));
    }
}
