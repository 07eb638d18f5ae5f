package io.levibot.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.spi.CalibrationSet;
import io.levibot.api.spi.Calibrator;
import io.levibot.api.spi.OnlineCalibrator;
import io.levibot.api.spi.PluginConfig;
import io.levibot.api.spi.ScoreScale;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OnlinePlattTest {

    @Test
    void stepsByHand() {
        // At z = 2 with the identity map p = s(2); for a positive the gradient is g = (p - 1)(2, 1) and A = I + g g',
        // so by
        // Sherman and Morrison A^-1 g = g / (1 + g.g); with a step size of 1 the parameters move by minus that.
        double residual = 1 / (1 + Math.exp(-2)) - 1;
        double shrink = 1 + 5 * residual * residual;

        OnlineNewton next = OnlineNewton.identity(1.0).learn(2.0, 1.0, 1.0, 1.0, 100.0);

        assertThat(next.slope()).isCloseTo(1 - 2 * residual / shrink, within(1e-14));
        assertThat(next.level()).isCloseTo(-residual / shrink, within(1e-14));
        assertThat(next.a11()).isCloseTo(1 + 4 * residual * residual, within(1e-14));
        assertThat(next.a12()).isCloseTo(2 * residual * residual, within(1e-14));
    }

    @Property
    void projectsOntoTheBallAndTheHalfPlane(@ForAll long seed, @ForAll boolean separated) {
        SplittableRandom random = new SplittableRandom(seed);
        OnlineNewton state = OnlineNewton.identity(0.1);
        double radius = 1.5;
        for (int i = 0; i < 50; i++) {
            OnlineNewton before = state;
            double z = random.nextDouble() * 7 - 2;
            // Separated labels drive the parameters out of the ball, random ones drive the slope below 0.
            double y = separated ? (z > 1 ? 1 : 0) : random.nextInt(2);
            state = before.learn(z, y, 1.0, 0.1, radius);
            assertThat(Math.hypot(state.slope(), state.level())).isLessThanOrEqualTo(radius * (1 + 1e-12));
            assertThat(state.slope()).isNotNegative();
            assertNearest(before, state, z, y, radius);
        }
    }

    /** No allowed point beside it is nearer, in the norm of A, to where the unconstrained step would have gone. */
    private static void assertNearest(OnlineNewton before, OnlineNewton after, double z, double y, double radius) {
        double residual = LogOdds.toProbability(before.at(z)) - y;
        double determinant = after.a11() * after.a22() - after.a12() * after.a12();
        double slope = before.slope() - 10 * residual * (after.a22() * z - after.a12()) / determinant;
        double level = before.level() - 10 * residual * (after.a11() - after.a12() * z) / determinant;
        double reached = distance(after, slope - after.slope(), level - after.level());
        for (int direction = 0; direction < 32; direction++) {
            double otherSlope = after.slope() + 1e-3 * Math.cos(direction * Math.PI / 16);
            double otherLevel = after.level() + 1e-3 * Math.sin(direction * Math.PI / 16);
            if (otherSlope >= 0 && Math.hypot(otherSlope, otherLevel) <= radius) {
                double other = distance(after, slope - otherSlope, level - otherLevel);
                assertThat(other).isGreaterThanOrEqualTo(reached * (1 - 1e-9));
            }
        }
    }

    private static double distance(OnlineNewton metric, double dSlope, double dLevel) {
        return metric.a11() * dSlope * dSlope + 2 * metric.a12() * dSlope * dLevel + metric.a22() * dLevel * dLevel;
    }

    @Test
    void hasLittleRegretAgainstTheBestFixedMap() {
        // Whatever the order, the loss may exceed that of the best fixed Platt map by O(ln n) only: here the drift is
        // harsh.
        int n = 20_000;
        CalibrationSet first = TestData.logistic(n / 2, 1, 0.3, 0.5, false, false, ScoreScale.LOG_ODDS);
        CalibrationSet second = TestData.logistic(n / 2, 2, 1.5, -0.5, false, false, ScoreScale.LOG_ODDS);
        double[] z = concat(first.scores(), second.scores());
        double[] y = concat(first.labels(), second.labels());
        double online = 0;
        OnlineNewton state = OnlineNewton.identity(0.1);
        for (int i = 0; i < n; i++) {
            online += LogOdds.loss(state.at(z[i]), y[i]);
            state = state.learn(z[i], y[i], 1.0, 0.1, 100.0);
        }
        double fixed = new LogisticRegression(new double[][] {z}, y, null, null)
                .solve()
                .loss();

        assertThat(online - fixed).isLessThan(10 * Math.log(n));
    }

    @Test
    void followsADriftThatAFixedMapMisses() {
        CalibrationSet before = TestData.logistic(3000, 3, 1.0, 0.0, false, false, ScoreScale.LOG_ODDS);
        CalibrationSet after = TestData.logistic(6000, 4, 0.3, 0.6, false, false, ScoreScale.LOG_ODDS);
        PlattProvider platt = new PlattProvider();
        Calibrator fixed = platt.fit(before, PluginConfig.empty(platt), TestData.context());
        for (String output : new String[] {"scaled", "calibeaten"}) {
            OnlineCalibrator online = fit(before, Map.of("output", output));
            double fixedLoss = 0;
            double onlineLoss = 0;
            for (int i = 0; i < after.size(); i++) {
                fixedLoss += loss(fixed.calibrate(after.score(i)), after.label(i));
                onlineLoss += loss(online.calibrate(after.score(i)), after.label(i));
                online.observe(after.score(i), after.label(i));
            }
            assertThat(onlineLoss / after.size()).as(output).isLessThan(fixedLoss / after.size() - 0.03);
        }
    }

    @Test
    void servesTheMeansOfTheBinsByHand() {
        Calibeating bins = Calibeating.empty(new double[] {0.5});
        assertThat(bins.at(0.2)).isEqualTo(0.25);
        assertThat(bins.at(0.5)).isEqualTo(0.75);

        Calibeating learned = bins.learn(0.2, 1.0, 1.0).learn(0.3, 0.0, 1.0).learn(0.9, 1.0, 1.0);
        assertThat(learned.at(0.1)).isCloseTo(1.25 / 3, within(1e-15));
        assertThat(learned.at(0.6)).isCloseTo(1.75 / 2, within(1e-15));

        // Now the lower bin's mean would exceed the upper one's: they are pooled.
        Calibeating pooled = learned.learn(0.1, 1.0, 20.0).learn(0.9, 0.0, 20.0);
        assertThat(pooled.at(0.1)).isCloseTo((21.25 + 1.75) / 45, within(1e-15)).isEqualTo(pooled.at(0.9));
    }

    @Test
    void correctsAForecastThatNoSigmoidFits() {
        // The truth is 0.2 below z = 0 and 0.9 above it: bins can say so, a sigmoid cannot.
        SplittableRandom random = new SplittableRandom(9);
        int n = 5000;
        double[] z = new double[n];
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            z[i] = random.nextDouble() * 4 - 2;
            y[i] = random.nextDouble() < (z[i] < 0 ? 0.2 : 0.9) ? 1 : 0;
        }
        OnlineCalibrator online = fit(CalibrationSet.of(z, y, ScoreScale.LOG_ODDS), Map.of("bins", "20"));

        assertThat(online.calibrate(-1.0)).isCloseTo(0.2, within(0.08));
        assertThat(online.calibrate(1.0)).isCloseTo(0.9, within(0.08));
    }

    @Test
    void tellsWhatItHasLearned() {
        OnlineCalibrator online = fit(TestData.logistic(500, 3, 1, 0, false, false, ScoreScale.PROBABILITY), Map.of());
        online.observe(0.7, 1);
        online.observe(0.2, 0);

        assertThat(online.info().details()).containsEntry("observed", "2");
        assertThat(online.info().samples()).isEqualTo(500);
    }

    @Test
    void beginsWithTheIdentityMapWithoutAFit() {
        OnlinePlattProvider provider = new OnlinePlattProvider();
        Calibrator online = provider.create(
                PluginConfig.of(provider, Map.of("output", "scaled", "scale", "probability")), TestData.context());

        assertThat(online.calibrate(0.3)).isCloseTo(0.3, within(1e-12));
    }

    private static double loss(double p, double y) {
        return y == 1 ? -Math.log(p) : -Math.log1p(-p);
    }

    private static double[] concat(double[] a, double[] b) {
        double[] both = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    private static OnlineCalibrator fit(CalibrationSet set, Map<String, String> config) {
        OnlinePlattProvider provider = new OnlinePlattProvider();
        return (OnlineCalibrator) provider.fit(set, PluginConfig.of(provider, config), TestData.context());
    }
}
