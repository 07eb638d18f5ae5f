package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.DataException;
import io.levibot.api.TrainingException;
import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.CalibratorProvider;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.ScoreScale;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CalibratorProvidersTest {
    private static final Map<String, String> UNGUARDED = Map.of("min-samples", "1", "min-class", "0");

    static List<CalibratorProvider> all() {
        return List.of(
                new IdentityProvider(),
                new TemperatureProvider(),
                new PlattProvider(),
                new AffineLogitProvider(),
                new BetaProvider(),
                new QuadraticLogitProvider(),
                new VennAbersProvider(),
                new CrossVennAbersProvider(),
                new IsotonicProvider(),
                new CentredIsotonicProvider(),
                new AutoProvider(),
                new OnlinePlattProvider());
    }

    @Test
    void areAllFoundByServiceLoader() {
        List<Class<?>> found = ServiceLoader.load(CalibratorProvider.class).stream()
                .<Class<?>>map(ServiceLoader.Provider::type)
                .toList();

        assertThat(found)
                .containsAll(all().stream().<Class<?>>map(Object::getClass).toList());
    }

    @ParameterizedTest
    @MethodSource("all")
    void recoverTheProbabilitiesOfAnOverconfidentModel(CalibratorProvider provider) {
        // Online scaling and identity promise other things.
        if (provider.name().equals("identity") || provider.name().equals("online-platt")) {
            return;
        }
        CalibrationSet set = TestData.logistic(20_000, 11, 0.5, 0.0, false, false, ScoreScale.LOG_ODDS);
        Calibrator map = fit(provider, set, Map.of());
        for (double z = -2.5; z <= 2.5; z += 0.25) {
            assertThat(map.calibrate(z)).as("at %s", z).isCloseTo(LogOdds.toProbability(0.5 * z), within(0.06));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void neverFallWhereTheScoreGoesAgainstTheLabel(CalibratorProvider provider) {
        CalibrationSet set = TestData.logistic(2000, 5, -0.8, 0.3, false, false, ScoreScale.LOG_ODDS);
        if (provider instanceof TemperatureProvider) {
            assertThatThrownBy(() -> fit(provider, set, Map.of()))
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("does not go with the label");
            return;
        }
        Calibrator map = fit(provider, set, Map.of());
        for (double z = -4; z < 4; z += 0.125) {
            assertThat(map.calibrate(z + 0.125)).isGreaterThanOrEqualTo(map.calibrate(z));
        }
    }

    @Test
    void answerWithTheBaseRateWhereTheScoreGoesAgainstTheLabel() {
        CalibrationSet set = TestData.logistic(2000, 5, -0.8, 0.3, false, false, ScoreScale.LOG_ODDS);
        double baseRate = Arrays.stream(set.labels()).sum() / set.size();
        for (CalibratorProvider provider : List.of(
                new PlattProvider(), new AffineLogitProvider(), new BetaProvider(), new QuadraticLogitProvider())) {
            assertThat(fit(provider, set, Map.of()).calibrate(1.0))
                    .as(provider.name())
                    .isCloseTo(baseRate, within(1e-3));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void changeNothingThatTheyAreGiven(CalibratorProvider provider) {
        CalibrationSet set = TestData.logistic(2000, 3, 0.8, 0.1, true, true, ScoreScale.PROBABILITY);
        double[] scores = set.scores();
        double[] labels = set.labels();
        double[] weights = set.weights();

        fit(provider, set, Map.of());

        assertThat(set.scores()).containsExactly(scores);
        assertThat(set.labels()).containsExactly(labels);
        assertThat(set.weights()).containsExactly(weights);
    }

    @ParameterizedTest
    @MethodSource("all")
    void allocateNothingWhenAsked(CalibratorProvider provider) {
        Calibrator map =
                fit(provider, TestData.logistic(2000, 3, 0.8, 0.1, false, false, ScoreScale.LOG_ODDS), Map.of());
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        double sum = ask(map, 100);
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        sum += ask(map, 20_000);
        long allocated = threads.getThreadAllocatedBytes(id) - before;

        assertThat(sum).isPositive();
        // The measurement itself may allocate a little; 20,000 queries that allocate would show as 16 bytes each at
        // least.
        assertThat(allocated).isLessThan(20_000);
    }

    @ParameterizedTest
    @MethodSource("all")
    void refuseTooFewRowsAndSayHowManyAreNeeded(CalibratorProvider provider) {
        if (provider instanceof IdentityProvider) {
            return;
        }
        assertThatThrownBy(() ->
                        fit(provider, TestData.logistic(49, 3, 1, 0, false, false, ScoreScale.LOG_ODDS), Map.of()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining(provider.name())
                .hasMessageContaining("49 rows")
                .hasMessageContaining("min-samples");
    }

    @Test
    void refuseOneClassAndWeightsThatDoNotCountRows() {
        int n = 2000;
        double[] scores =
                TestData.logistic(n, 1, 1, 0, false, false, ScoreScale.LOG_ODDS).scores();
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        double[] tiny = new double[n];
        Arrays.fill(tiny, 1.0 / n);
        double[] labels =
                TestData.logistic(n, 1, 1, 0, false, false, ScoreScale.LOG_ODDS).labels();

        assertThatThrownBy(() ->
                        fit(new IsotonicProvider(), CalibrationSet.of(scores, ones, ScoreScale.LOG_ODDS), Map.of()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("rarer class weighs 0.0");
        assertThatThrownBy(() -> fit(
                        new PlattProvider(),
                        CalibrationSet.weighted(scores, labels, tiny, ScoreScale.LOG_ODDS),
                        Map.of()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("an ordinary row weighs 1");
    }

    @Test
    void refuseMarginsWhereLogOddsAreNeeded() {
        CalibrationSet set = TestData.logistic(2000, 1, 1, 0, false, false, ScoreScale.MARGIN);
        for (CalibratorProvider provider : List.of(
                new IdentityProvider(),
                new TemperatureProvider(),
                new AffineLogitProvider(),
                new BetaProvider(),
                new QuadraticLogitProvider(),
                new OnlinePlattProvider())) {
            assertThatThrownBy(() -> fit(provider, set, Map.of()))
                    .as(provider.name())
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("margin");
        }
    }

    @Test
    void refuseSeparatedLabelsUnlessTheTargetsAreSmoothed() {
        double[] scores = {-2, -1, 1, 2};
        CalibrationSet set = CalibrationSet.of(scores, new double[] {0, 0, 1, 1}, ScoreScale.LOG_ODDS);
        for (CalibratorProvider provider :
                List.of(new AffineLogitProvider(), new BetaProvider(), new QuadraticLogitProvider())) {
            assertThatThrownBy(() -> fit(provider, set, UNGUARDED))
                    .as(provider.name())
                    .isInstanceOf(TrainingException.class)
                    .hasMessageContaining("separate");
        }
        assertThat(fit(new PlattProvider(), set, UNGUARDED).calibrate(2)).isBetween(0.5, 0.9);
        assertThat(fit(new TemperatureProvider(), set, UNGUARDED).calibrate(2)).isGreaterThan(0.99);
    }

    @Test
    void keepIsotonicFromZeroAndOneUnlessToldOtherwise() {
        CalibrationSet set = CalibrationSet.of(
                new double[] {1, 2, 3, 4, 5, 6, 7, 8}, new double[] {0, 0, 0, 0, 1, 1, 1, 1}, ScoreScale.MARGIN);
        Calibrator clipped = fit(new IsotonicProvider(), set, UNGUARDED);
        Calibrator bare =
                fit(new IsotonicProvider(), set, Map.of("min-samples", "1", "min-class", "0", "end-clip", "none"));

        assertThat(clipped.calibrate(1)).isEqualTo(1.0 / 10);
        assertThat(clipped.calibrate(8)).isEqualTo(1 - 1.0 / 10);
        assertThat(clipped.info().details()).containsEntry("end-clip", "0.1").containsEntry("out-of-bounds", "CLIP");
        assertThat(bare.calibrate(1)).isZero();
        assertThat(bare.calibrate(8)).isEqualTo(1.0);
    }

    @Test
    void refuseScoresOutsideTheFitWhenToldToButStillInvert() {
        CalibrationSet set = CalibrationSet.of(new double[] {1, 2}, new double[] {0, 1}, ScoreScale.MARGIN);
        Calibrator map = fit(
                new IsotonicProvider(),
                set,
                Map.of("min-samples", "1", "min-class", "0", "end-clip", "none", "out-of-bounds", "error"));

        assertThat(map.calibrate(1.5)).isEqualTo(0.5);
        assertThatThrownBy(() -> map.calibrate(2.5)).isInstanceOf(DataException.class);
        assertThat(map.calibrate(Double.POSITIVE_INFINITY)).isEqualTo(1.0);
        assertThat(map.inverse(0.5)).isEqualTo(1.5);
    }

    @Test
    void describeTheAffineFit() {
        Calibrator map = fit(
                new AffineLogitProvider(),
                TestData.logistic(20_000, 2, 0.5, 0.25, false, false, ScoreScale.LOG_ODDS),
                Map.of());

        assertThat(number(map, "beta")).isCloseTo(0.5, within(4 * number(map, "beta-error")));
        assertThat(number(map, "alpha")).isCloseTo(0.25, within(4 * number(map, "alpha-error")));
        assertThat(number(map, "beta-error")).isBetween(0.005, 0.02);
        assertThat(map.info().samples()).isEqualTo(20_000);
    }

    @Test
    void fallBackFromAQuadraticThatFalls() {
        // Probability rises to the middle and falls after it: a parabola would fall.
        int n = 2000;
        double[] z =
                TestData.logistic(n, 9, 1, 0, false, false, ScoreScale.LOG_ODDS).scores();
        double[] labels = new double[n];
        Arrays.setAll(labels, i -> Math.abs(z[i]) < 1.2 ? (i % 10 == 0 ? 0 : 1) : (i % 10 == 0 ? 1 : 0));
        Calibrator map = fit(new QuadraticLogitProvider(), CalibrationSet.of(z, labels, ScoreScale.LOG_ODDS), Map.of());

        assertThat(map.info().details().get("form")).isIn("affine", "flat");
    }

    @Test
    void goOnAlongTheTangentBeyondTheQuadratic() {
        LogisticRecalibration.Quadratic fit = new LogisticRecalibration.Quadratic(0.0, 1.0, 0.25, 0.0);
        QuadraticLogitMap map = new QuadraticLogitMap(ScoreScale.LOG_ODDS, fit, -1.0, 2.0);

        // Within: z + z²/4. At 2 the level is 3 and the slope 2; at -1 they are -3/4 and 1/2.
        assertThat(map.at(1.0)).isCloseTo(LogOdds.toProbability(1.25), within(1e-15));
        assertThat(map.at(3.0)).isCloseTo(LogOdds.toProbability(5.0), within(1e-15));
        assertThat(map.at(-3.0)).isCloseTo(LogOdds.toProbability(-1.75), within(1e-15));
        QuadraticLogitMap bent = new QuadraticLogitMap(
                ScoreScale.LOG_ODDS, new LogisticRecalibration.Quadratic(0.0, 1.0, -0.25, 0.0), -2.0, 1.0);
        assertThat(bent.at(1.0)).isCloseTo(LogOdds.toProbability(0.75), within(1e-15));
        assertThat(bent.at(-1.0)).isCloseTo(LogOdds.toProbability(-1.25), within(1e-15));
    }

    /** The methods whose fit does not depend on the order of the rows. */
    private static List<CalibratorProvider> orderless() {
        return List.of(
                new IdentityProvider(),
                new TemperatureProvider(),
                new PlattProvider(),
                new AffineLogitProvider(),
                new BetaProvider(),
                new QuadraticLogitProvider(),
                new VennAbersProvider(),
                new IsotonicProvider(),
                new CentredIsotonicProvider());
    }

    @Property(tries = 60)
    void doNotDependOnTheOrderOfTheRows(
            @ForAll @IntRange(min = 0, max = 8) int method, @ForAll long seed, @ForAll boolean ties) {
        CalibrationSet set = TestData.logistic(400, seed, 0.8, 0.1, ties, true, ScoreScale.LOG_ODDS);
        int n = set.size();
        double[] scores = new double[n];
        double[] labels = new double[n];
        double[] weights = new double[n];
        for (int i = 0; i < n; i++) {
            // 171 and 400 have no common factor, so this visits every row.
            int row = (i * 171 + 7) % n;
            scores[i] = set.score(row);
            labels[i] = set.label(row);
            weights[i] = set.weight(row);
        }
        assertSameMap(
                orderless().get(method), set, CalibrationSet.weighted(scores, labels, weights, ScoreScale.LOG_ODDS));
    }

    @Property(tries = 60)
    void takeAWeightForThatManyRows(
            @ForAll @IntRange(min = 0, max = 8) int method, @ForAll long seed, @ForAll boolean ties) {
        CalibrationSet set = TestData.logistic(300, seed, 0.8, 0.1, ties, true, ScoreScale.LOG_ODDS);
        int rows = (int) Arrays.stream(set.weights()).sum();
        double[] scores = new double[rows];
        double[] labels = new double[rows];
        int row = 0;
        for (int i = 0; i < set.size(); i++) {
            for (int copy = 0; copy < set.weight(i); copy++) {
                scores[row] = set.score(i);
                labels[row++] = set.label(i);
            }
        }
        assertSameMap(orderless().get(method), set, CalibrationSet.of(scores, labels, ScoreScale.LOG_ODDS));
    }

    private static void assertSameMap(CalibratorProvider provider, CalibrationSet a, CalibrationSet b) {
        Map<String, String> small = Map.of("min-samples", "1");
        Calibrator one = fit(provider, a, small);
        Calibrator other = fit(provider, b, small);
        for (double z = -4; z <= 4; z += 0.0625) {
            assertThat(other.calibrate(z)).as("%s at %s", provider.name(), z).isCloseTo(one.calibrate(z), within(1e-9));
            assertThat(other.lower(z)).isCloseTo(one.lower(z), within(1e-9));
            assertThat(other.upper(z)).isCloseTo(one.upper(z), within(1e-9));
        }
    }

    @Test
    void sayWhatHappensBeyondTheFitAndAtTheEnds() {
        CalibrationSet set = TestData.logistic(2000, 3, 0.8, 0.1, false, false, ScoreScale.LOG_ODDS);
        for (CalibratorProvider provider : all()) {
            if (provider instanceof OnlinePlattProvider) {
                continue;
            }
            assertThat(fit(provider, set, Map.of()).info().details())
                    .as(provider.name())
                    .containsKeys("out-of-bounds", "end-clip", "library");
        }
    }

    @Property(tries = 300)
    void invertExactly(
            @ForAll @IntRange(min = 0, max = 11) int method,
            @ForAll @DoubleRange(min = 0, max = 1) double probability,
            @ForAll boolean ties) {
        CalibratorProvider provider = all().get(method);
        Calibrator map =
                fit(provider, TestData.logistic(1500, 21, 0.8, 0.1, ties, false, ScoreScale.LOG_ODDS), Map.of());
        double score = map.inverse(probability);
        if (score != Double.POSITIVE_INFINITY) {
            assertThat(map.calibrate(score)).isGreaterThanOrEqualTo(probability);
        }
        if (score != Double.NEGATIVE_INFINITY) {
            assertThat(map.calibrate(Math.nextDown(score))).isLessThan(probability);
        }
    }

    @Test
    void nameTheReleaseOfTheBuild() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        String version = pom.replaceAll("(?s).*?<parent>.*?<version>(.*?)(-SNAPSHOT)?</version>.*", "$1");

        assertThat(LibraryVersion.TEXT).isEqualTo("levibot " + version);
    }

    private static double ask(Calibrator map, int times) {
        double sum = 0;
        for (int i = 0; i < times; i++) {
            double score = (i % 97 - 48) * 0.08;
            sum += map.calibrate(score) + map.lower(score) + map.upper(score);
        }
        return sum;
    }

    private static double number(Calibrator map, String detail) {
        return Double.parseDouble(map.info().details().get(detail));
    }

    private static Calibrator fit(CalibratorProvider provider, CalibrationSet set, Map<String, String> config) {
        return provider.fit(set, PluginConfig.of(provider, config), TestData.context());
    }
}
