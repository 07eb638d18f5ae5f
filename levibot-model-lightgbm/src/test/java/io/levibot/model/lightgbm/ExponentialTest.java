package io.levibot.model.lightgbm;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ExponentialTest {
    private static final MathContext PRECISION = new MathContext(60);

    @Test
    void knowsTheEndsOfItsRange() {
        assertThat(Exponential.exp(0)).isEqualTo(1);
        assertThat(Exponential.exp(-0.0)).isEqualTo(1);
        assertThat(Exponential.exp(1)).isEqualTo(Math.E);
        assertThat(Exponential.exp(Double.NaN)).isNaN();
        assertThat(Exponential.exp(Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(Exponential.exp(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Exponential.exp(709.782712893384)).isEqualTo(1.7976931348622732e308);
        assertThat(Exponential.exp(709.7827128933841)).isInfinite();
        assertThat(Exponential.exp(-745.1332191019411)).isEqualTo(Double.MIN_VALUE);
        assertThat(Exponential.exp(-746)).isZero();
        assertThat(Exponential.exp(Double.MIN_VALUE)).isEqualTo(1);
    }

    @Property
    void isWithinHalfAnUlpAndALittle(@ForAll @DoubleRange(min = -700, max = 700) double x) {
        double actual = Exponential.exp(x);
        double error = series(new BigDecimal(x))
                .subtract(new BigDecimal(actual))
                .divide(new BigDecimal(Math.ulp(actual)), MathContext.DECIMAL32)
                .abs()
                .doubleValue();
        assertThat(error).isLessThan(0.51);
    }

    @Property
    void staysSoNearZero(@ForAll @DoubleRange(min = -2, max = 2) double x) {
        isWithinHalfAnUlpAndALittle(x);
    }

    /** Taylor's series at x / 1024, squared ten times. */
    private static BigDecimal series(BigDecimal x) {
        BigDecimal small = x.divide(BigDecimal.valueOf(1024), PRECISION);
        BigDecimal term = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ONE;
        for (int i = 1; i < 40; i++) {
            term = term.multiply(small, PRECISION).divide(BigDecimal.valueOf(i), PRECISION);
            sum = sum.add(term, PRECISION);
        }
        for (int i = 0; i < 10; i++) {
            sum = sum.multiply(sum, PRECISION);
        }
        return sum;
    }
}
