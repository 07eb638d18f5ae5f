package io.levibot.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.api.spi.CalibratorInfo;
import io.levibot.api.spi.ScoreScale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CalibrationMethodTest {
    @Test
    void namesWhatAChoosingPluginChoseAndOtherwiseThePluginItself() {
        assertThat(CalibrationMethod.served(
                        CalibratorInfo.unfitted("auto", ScoreScale.PROBABILITY, Map.of("selected", "platt"))))
                .isEqualTo("platt");
        assertThat(CalibrationMethod.served(CalibratorInfo.unfitted("isotonic", ScoreScale.PROBABILITY, Map.of())))
                .isEqualTo("isotonic");
    }
}
