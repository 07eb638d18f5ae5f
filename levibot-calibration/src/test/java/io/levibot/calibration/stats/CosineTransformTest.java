package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CosineTransformTest {

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 64})
    void equalsThePlainSum(int intervals) {
        double[] values = new double[intervals + 1];
        SplitMix64 random = SplitMix64.stream(1, intervals);
        for (int j = 0; j <= intervals; j++) {
            values[j] = random.nextDouble() - 0.5;
        }
        double[] transformed = values.clone();
        new CosineTransform(intervals).transform(transformed);

        for (int k = 0; k <= intervals; k++) {
            double sum = 0;
            for (int j = 0; j <= intervals; j++) {
                sum += values[j] * Math.cos(Math.PI * j * k / intervals);
            }
            assertThat(transformed[k]).as("coefficient %d", k).isCloseTo(sum, within(1e-13));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-4, 0, 1, 3, 12})
    void refusesWhatIsNoPowerOfTwo(int intervals) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CosineTransform(intervals));
    }
}
