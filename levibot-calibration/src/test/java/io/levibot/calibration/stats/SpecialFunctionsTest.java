package io.levibot.calibration.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpecialFunctionsTest {

    /** Abramowitz and Stegun, tables 26.1 and 26.2, and the usual critical values. */
    @ParameterizedTest
    @CsvSource({
        "0, 0.5, 1e-16",
        "1, 0.158655253931457, 1e-15",
        "2, 0.022750131948179, 1e-15",
        "3, 0.001349898031630, 1e-15",
        "5, 2.866515718791939e-7, 1e-20",
        "10, 7.619853024160527e-24, 1e-37"
    })
    void normalTail(double z, double upper, double error) {
        assertThat(NormalDistribution.upper(z)).isCloseTo(upper, offset(error));
        assertThat(NormalDistribution.upper(-z)).isCloseTo(1 - upper, offset(1e-15));
        assertThat(NormalDistribution.twoSided(z)).isCloseTo(2 * upper, offset(2 * error));
    }

    @Property
    void quantileUndoesTheTail(@ForAll @DoubleRange(min = -5, max = 30) double z) {
        double upper = NormalDistribution.upper(z);
        assertThat(NormalDistribution.upperQuantile(upper)).isCloseTo(z, within(1e-9));
    }

    @Test
    void quantileKnowsTheUsualPoints() {
        assertThat(NormalDistribution.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-14));
        assertThat(NormalDistribution.quantile(0.05)).isCloseTo(-1.6448536269514722, within(1e-14));
        assertThat(NormalDistribution.quantile(0.5)).isCloseTo(0, within(1e-15));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void quantileRefusesWhatIsNoInnerProbability(double p) {
        assertThatIllegalArgumentException().isThrownBy(() -> NormalDistribution.quantile(p));
    }

    @Test
    void logGammaOfWholeAndHalfNumbers() {
        double logFactorial = 0;
        for (int n = 1; n < 60; n++) {
            assertThat(GammaFunctions.logGamma(n)).isCloseTo(logFactorial, within(1e-13 * Math.max(1, logFactorial)));
            logFactorial += Math.log(n);
        }
        assertThat(GammaFunctions.logGamma(0.5)).isCloseTo(Math.log(Math.PI) / 2, within(1e-14));
    }

    /** With two degrees of freedom the tail is exp(-x/2), with four (1 + x/2) exp(-x/2). */
    @Property
    void chiSquareTailOfEvenDegrees(@ForAll @DoubleRange(min = 0, max = 200) double x) {
        double two = Math.exp(-x / 2);
        double four = (1 + x / 2) * two;
        assertThat(GammaFunctions.chiSquareUpper(x, 2)).isCloseTo(two, within(1e-13 * two + 1e-300));
        assertThat(GammaFunctions.chiSquareUpper(x, 4)).isCloseTo(four, within(1e-13 * four + 1e-300));
        assertThat(GammaFunctions.upper(3, x) + GammaFunctions.lower(3, x)).isCloseTo(1, within(1e-14));
    }

    @Test
    void brownianExtremesAtOne() {
        assertThat(1 - BrownianMotion.maximumAbove(1)).isCloseTo(0.3708, within(0.00005));
        assertThat(1 - BrownianMotion.rangeAbove(1)).isCloseTo(0.0634, within(0.00005));
        assertThat(BrownianMotion.maximumAbove(0)).isEqualTo(1);
        assertThat(BrownianMotion.rangeAbove(0)).isEqualTo(1);
        assertThat(BrownianMotion.maximumAbove(Double.POSITIVE_INFINITY)).isZero();
        assertThat(BrownianMotion.rangeAbove(Double.POSITIVE_INFINITY)).isZero();
    }

    /** Both series meet where one hands over to the other. */
    @ParameterizedTest
    @CsvSource({"1.2, maximum", "1.8, range"})
    void brownianSeriesAgreeAtTheSwitch(double at, String which) {
        double step = 1e-9;
        double before =
                which.equals("range") ? BrownianMotion.rangeAbove(at - step) : BrownianMotion.maximumAbove(at - step);
        double after =
                which.equals("range") ? BrownianMotion.rangeAbove(at + step) : BrownianMotion.maximumAbove(at + step);
        assertThat(before - after).isBetween(0.0, 1e-8);
    }

    /** n = 1: D is the larger of u and 1-u, so P(D > d) = 2 (1 - d) for d from one half on. */
    @Property
    void kolmogorovDistributionOfOneObservation(@ForAll @DoubleRange(min = 0.51, max = 0.99) double d) {
        assertThat(KolmogorovDistribution.upper(1, d)).isCloseTo(2 * (1 - d), within(1e-12));
    }

    /** Each region against its neighbour's method at its border. */
    @Test
    void kolmogorovMethodsAgreeAtTheirBorders() {
        double tail = Math.sqrt(2.2 / 500);
        assertThat(1 - KolmogorovDistribution.expansionBelow(500, tail))
                .isCloseTo(2 * KolmogorovDistribution.oneSidedUpper(500, tail), within(2e-8));
        assertThat(KolmogorovDistribution.expansionBelow(1_000, 0.03))
                .isCloseTo(KolmogorovDistribution.exactBelow(1_000, 0.03), within(1e-7));
        assertThat(1 - KolmogorovDistribution.exactBelow(100, 0.19))
                .isCloseTo(2 * KolmogorovDistribution.oneSidedUpper(100, 0.19), within(1e-6));
    }
}
