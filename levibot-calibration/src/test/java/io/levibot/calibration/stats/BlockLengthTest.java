package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BlockLengthTest {

    @Test
    void dependenceAsksForLongerBlocks() {
        double none = BlockLength.of(Simulated.autoregression(2_000, 0, 0, SplitMix64.stream(101, 0)))
                .stationary();
        double some = BlockLength.of(Simulated.autoregression(2_000, 0, 0.5, SplitMix64.stream(101, 0)))
                .stationary();
        double much = BlockLength.of(Simulated.autoregression(2_000, 0, 0.9, SplitMix64.stream(101, 0)))
                .stationary();

        assertThat(none).isLessThan(some / 2);
        assertThat(some).isLessThan(much / 2);
    }

    @Test
    void doesNotDependOnLevelOrScale() {
        double[] series = Simulated.autoregression(500, 0, 0.3, SplitMix64.stream(102, 0));
        double[] moved = Arrays.stream(series).map(x -> 100 + 7 * x).toArray();

        assertThat(BlockLength.of(moved).stationary())
                .isCloseTo(BlockLength.of(series).stationary(), within(1e-6));
    }

    @Test
    void equalValuesNeedNoBlocks() {
        double[] flat = new double[20];
        Arrays.fill(flat, 0.1);
        assertThat(BlockLength.of(flat)).isEqualTo(new BlockLength(1, 1));
        assertThat(new BlockLength(0.3, 0.4).stationaryAtLeastOne()).isEqualTo(1);
    }

    @Test
    void refusesShortSeriesAndNaN() {
        assertThatIllegalArgumentException().isThrownBy(() -> BlockLength.of(new double[7]));
        double[] broken = new double[9];
        broken[2] = Double.NaN;
        assertThatIllegalArgumentException().isThrownBy(() -> BlockLength.of(broken));
    }
}
