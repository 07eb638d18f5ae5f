package io.levibot.engine.feature;

import static io.levibot.engine.bar.TestBars.bar;
import static io.levibot.engine.bar.TestBars.flat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.levibot.api.Bar;
import io.levibot.api.Symbol;
import java.time.Instant;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Worked by hand with short windows. */
class FunctionsTest {
    private static final Offset<Double> TOLERANCE = within(1e-14);

    @Test
    void logReturnIsTheLogarithmOfTheRatio() {
        assertThat(closes(new Functions.LogReturn(2), 100, 50, 110)).isCloseTo(0.09531017980432487, TOLERANCE);
        assertThat(closes(new Functions.LogReturn(1), 7, 7)).isZero();
    }

    @Test
    void rsiIsTheShareOfRises() {
        // rises 2 and 3, fall 1: 100 * 5 / 6
        assertThat(closes(new Functions.Rsi(3), 10, 12, 11, 14)).isCloseTo(500.0 / 6.0, within(1e-12));
        assertThat(closes(new Functions.Rsi(3), 1, 2, 3, 4)).isEqualTo(100.0);
        assertThat(closes(new Functions.Rsi(3), 4, 3, 2, 1)).isZero();
        assertThat(closes(new Functions.Rsi(3), 4, 4, 4, 4)).isEqualTo(50.0);
    }

    @Test
    void emaGapIsTheDistanceToTheWeightedMean() {
        // span 3: weights 1, 1/2, 1/4 ... 1/32 = 63/32; mean of 6, 5 ... 1 = (321/32) / (63/32); 6 / (321/63) - 1 =
        // 57/321
        assertThat(closes(new Functions.EmaGap(new Ema(3)), 1, 2, 3, 4, 5, 6)).isCloseTo(57.0 / 321.0, TOLERANCE);
        assertThat(closes(new Functions.EmaGap(new Ema(3)), 0.1, 0.1, 0.1, 0.1, 0.1, 0.1))
                .isZero();
    }

    @Test
    void trendIsTheOrderOfTheMeans() {
        FeatureFunction trend = new Functions.Trend(new Ema(2), new Ema(3));
        assertThat(closes(trend, 1, 2, 3, 4, 5, 6)).isEqualTo(1.0);
        assertThat(closes(trend, 6, 5, 4, 3, 2, 1)).isEqualTo(-1.0);
        assertThat(closes(trend, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1)).isZero();
    }

    @Test
    void bollingerBandsLieTwoDeviationsFromTheMean() {
        // mean 4, variance (4 + 0 + 0 + 4) / 3, deviation s = 1.632993...; (6 - 4) / s = 1.2247...
        assertThat(closes(new Functions.BollingerPosition(4), 2, 4, 4, 6)).isCloseTo(0.8061862178478973, TOLERANCE);
        assertThat(closes(new Functions.BollingerWidth(4), 2, 4, 4, 6)).isCloseTo(1.632993161855452, TOLERANCE);
        assertThat(closes(new Functions.CloseScore(4), 2, 4, 4, 6)).isCloseTo(1.224744871391589, TOLERANCE);
        assertThat(closes(new Functions.BollingerPosition(3), 0.1, 0.1, 0.1)).isEqualTo(0.5);
        assertThat(closes(new Functions.BollingerWidth(3), 0.1, 0.1, 0.1)).isZero();
        assertThat(closes(new Functions.CloseScore(3), 0.1, 0.1, 0.1)).isZero();
    }

    @Test
    void atrCountsTheGapToTheCloseBefore() {
        // true ranges: max(1, |11-8|, |10-8|) = 3 and max(2, |9-10|, |7-10|) = 3; close 8
        double value = last(
                new Functions.AtrRatio(2), bar(0, 8, 9, 7, 8, 1), bar(1, 10.5, 11, 10, 10, 1), bar(2, 8, 9, 7, 8, 1));
        assertThat(value).isCloseTo(3.0 / 8.0, TOLERANCE);
        assertThat(closes(new Functions.AtrRatio(2), 5, 5, 5)).isZero();
    }

    @Test
    void realizedVolatilityIsTheSampleDeviationOfReturns() {
        // returns ln 2 and -ln 2: deviation |2 ln 2| / sqrt 2
        assertThat(closes(new Functions.RealizedVolatility(2), 1, 2, 1)).isCloseTo(0.9802581434685472, TOLERANCE);
        assertThat(closes(new Functions.RealizedVolatility(2), 3, 3, 3)).isZero();
    }

    @Test
    void volatilityRegimeSaysWhichThird() {
        Functions.RealizedVolatility volatility = new Functions.RealizedVolatility(2);
        assertThat(closes(new Functions.VolatilityRegime(volatility, 1.0, 2.0), 1, 2, 1))
                .isEqualTo(0.0);
        assertThat(closes(new Functions.VolatilityRegime(volatility, 0.5, 2.0), 1, 2, 1))
                .isEqualTo(1.0);
        assertThat(closes(new Functions.VolatilityRegime(volatility, 0.1, 0.9), 1, 2, 1))
                .isEqualTo(2.0);
        assertThat(closes(new Functions.VolatilityRegime(volatility, 0.0, 0.0), 3, 3, 3))
                .isEqualTo(1.0);
    }

    @Test
    void volumeIsComparedWithItsMean() {
        assertThat(volumes(new Functions.VolumeRatio(3), 1, 2, 3)).isCloseTo(1.5, TOLERANCE);
        assertThat(volumes(new Functions.VolumeRatio(3), 1, 2, 0)).isZero();
        assertThat(volumes(new Functions.VolumeRatio(3), 0, 0, 0)).isEqualTo(1.0);
        assertThat(volumes(new Functions.VolumeScore(3), 1, 2, 3)).isCloseTo(1.0, TOLERANCE);
        assertThat(volumes(new Functions.VolumeScore(3), 0, 0, 0)).isZero();
    }

    @Test
    void rangeIsRelativeToTheClose() {
        assertThat(last(new Functions.RangeRatio(), bar(0, 9, 11, 8, 10, 1))).isCloseTo(0.3, TOLERANCE);
    }

    @Test
    void clockFeaturesAreThoseOfTheCloseTime() {
        // 2024-01-01 was a Monday.
        assertThat(closingAt(Cycle.hourSine(), "2024-01-01T06:45:00Z")).isEqualTo(1.0);
        assertThat(closingAt(Cycle.hourCosine(), "2024-01-01T12:00:00Z")).isEqualTo(-1.0);
        assertThat(closingAt(Cycle.hourSine(), "2024-01-02T00:00:00Z")).isZero();
        assertThat(closingAt(Cycle.hourCosine(), "2024-01-02T00:00:00Z")).isEqualTo(1.0);
        assertThat(closingAt(Cycle.daySine(), "2024-01-01T23:00:00Z")).isZero();
        assertThat(closingAt(Cycle.dayCosine(), "2024-01-08T00:00:00Z")).isEqualTo(1.0);
        assertThat(closingAt(Cycle.daySine(), "2024-01-07T12:00:00Z")).isCloseTo(-0.7818314824680298, TOLERANCE);
        assertThat(closingAt(Cycle.dayCosine(), "1970-01-01T12:00:00Z")).isCloseTo(-0.9009688679024191, TOLERANCE);
    }

    private static double closes(FeatureFunction function, double... closes) {
        Bar[] bars = new Bar[closes.length];
        for (int i = 0; i < bars.length; i++) {
            bars[i] = flat(i, closes[i]);
        }
        return last(function, bars);
    }

    private static double volumes(FeatureFunction function, double... volumes) {
        Bar[] bars = new Bar[volumes.length];
        for (int i = 0; i < bars.length; i++) {
            bars[i] = bar(i, 1, 1, 1, 1, volumes[i]);
        }
        return last(function, bars);
    }

    private static double closingAt(FeatureFunction function, String time) {
        Instant close = Instant.parse(time);
        return last(function, new Bar(Symbol.of("X"), close.minusSeconds(900), close, 1, 1, 1, 1, 1));
    }

    private static double last(FeatureFunction function, Bar... bars) {
        BarHistory history = new BarHistory(function.bars());
        for (Bar bar : bars) {
            history.push(bar);
        }
        assertThat(history.seen()).isEqualTo(function.bars());
        return function.value(history);
    }
}
