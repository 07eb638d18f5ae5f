package io.levibot.examples.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.levibot.calibration.stats.ConfidenceInterval;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void roundsTheExactValueAndNeverShowsANegativeZero() {
        assertThat(Figures.decimal(0.125, 2)).isEqualTo("0.12");
        assertThat(Figures.decimal(0.375, 2)).isEqualTo("0.38");
        // 2.675 is a little less than it looks
        assertThat(Figures.decimal(2.675, 2)).isEqualTo("2.67");
        assertThat(Figures.decimal(-0.0004, 2)).isEqualTo("0.00");
        assertThat(Figures.decimal(1e7, 1)).isEqualTo("10000000.0");
    }

    @Test
    void saysWhatIsNotDefined() {
        assertThat(Figures.decimal(Double.NaN, 2)).isEqualTo("not defined");
        assertThat(Figures.percent(Double.POSITIVE_INFINITY, 2)).isEqualTo("not defined");
        ConfidenceInterval none = new ConfidenceInterval(Double.NaN, Double.NaN, Double.NaN, 0.95);
        assertThat(Figures.interval(none, 2)).isEqualTo("not defined");
    }

    @Test
    void showsIntervalsCountsAndTimes() {
        assertThat(Figures.interval(new ConfidenceInterval(0.5, 0.25, 0.75, 0.95), 2))
                .isEqualTo("0.50 [0.25,\u00a00.75]");
        assertThat(Figures.percent(-0.0687, 2)).isEqualTo("-6.87\u00a0%");
        assertThat(Figures.count(34_994)).isEqualTo("34,994");
        assertThat(Figures.plural(1, "bar", "bars")).isEqualTo("1 bar");
        assertThat(Figures.minute(Instant.parse("2023-12-31T23:45:00Z"))).isEqualTo("2023-12-31 23:45");
    }
}
