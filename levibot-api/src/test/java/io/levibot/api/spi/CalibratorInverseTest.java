package io.levibot.api.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.levibot.api.Artifact;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibratorInverseTest {
    @Test
    void findsTheEdgeOfAStep() {
        Calibrator step = map(score -> score < 1.25 ? 0.25 : 0.75);

        assertThat(step.inverse(0.5)).isEqualTo(1.25);
        assertThat(step.inverse(0.75)).isEqualTo(1.25);
        assertThat(step.inverse(0.25)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(step.inverse(0.76)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(step.inverse(0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                -Double.MAX_VALUE,
                -1e300,
                -1.5,
                -Double.MIN_NORMAL,
                -Double.MIN_VALUE,
                0.0,
                Double.MIN_VALUE,
                1e-300,
                Math.PI,
                Double.MAX_VALUE
            })
    void findsAnEdgeAnywhereAmongTheDoubles(double edge) {
        assertThat(map(score -> score < edge ? 0.0 : 1.0).inverse(0.5)).isEqualTo(edge);
    }

    @Test
    void givesPlainZeroForAnEdgeAtZero() {
        double zero = map(score -> score < 0.0 ? 0.0 : 1.0).inverse(0.5);

        assertThat(Double.doubleToRawLongBits(zero)).isEqualTo(Double.doubleToRawLongBits(0.0));
    }

    @Property
    void decidesOnTheScoreAsOnTheProbability(
            @ForAll @DoubleRange(min = 0.0, max = 1.0) double probability,
            @ForAll @DoubleRange(min = -40.0, max = 40.0) double score) {
        Calibrator sigmoid = map(s -> 1.0 / (1.0 + StrictMath.exp(-0.7 * s + 0.2)));

        assertThat(score >= sigmoid.inverse(probability)).isEqualTo(sigmoid.calibrate(score) >= probability);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -0.001, 1.001, Double.POSITIVE_INFINITY})
    void refusesWhatIsNoProbability(double probability) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map(score -> 0.5).inverse(probability))
                .withMessageContaining("allowed is 0 to 1");
    }

    private static Calibrator map(DoubleUnaryOperator map) {
        return new Calibrator() {
            @Override
            public double calibrate(double rawScore) {
                return map.applyAsDouble(rawScore);
            }

            @Override
            public CalibratorInfo info() {
                return CalibratorInfo.unfitted("map", ScoreScale.MARGIN, Map.of());
            }

            @Override
            public Artifact state() {
                return Artifact.ofText("map.txt", "map");
            }
        };
    }
}
