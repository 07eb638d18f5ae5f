package io.levibot.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.levibot.api.CostModel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Rounding is that of the exact decimal value of a double, whichever way it is computed. */
class RoundingTest {
    private static void assertExact(double amount, int scale) {
        Rounding rounding = new Rounding(scale, scale);
        BigDecimal exact = new BigDecimal(amount);
        assertThat(rounding.money(amount)).as("%s", amount).isEqualTo(exact.setScale(scale, RoundingMode.HALF_UP));
        assertThat(rounding.quantity(amount)).as("%s", amount).isEqualTo(exact.setScale(scale, RoundingMode.DOWN));
    }

    @Property(tries = 5_000)
    void anyAmount(@ForAll @DoubleRange(min = -1e7, max = 1e7) double amount, @ForAll @IntRange(max = 24) int scale) {
        assertExact(amount, scale);
    }

    @Property(tries = 2_000)
    void anyBits(@ForAll long bits, @ForAll @IntRange(max = 24) int scale) {
        double amount = Double.longBitsToDouble(bits);
        if (Double.isFinite(amount)) {
            assertExact(amount, scale);
        }
    }

    /** Halves and wholes of the last decimal and their neighbours: where a product that was rounded would decide wrongly. */
    @Property(tries = 5_000)
    void amountsAtTheEdge(
            @ForAll @LongRange(min = -1L << 45, max = 1L << 45) long halves, @ForAll @IntRange(max = 12) int scale) {
        double amount = new BigDecimal(halves)
                .multiply(new BigDecimal("0.5"))
                .movePointLeft(scale)
                .doubleValue();
        assertExact(amount, scale);
        assertExact(Math.nextUp(amount), scale);
        assertExact(Math.nextDown(amount), scale);
    }

    @Test
    void aFillIsRoundedAgainstWhoeverTrades() {
        assertThat(Rounding.DEFAULT.price(101.123456789, OrderSide.BUY)).isEqualTo("101.12345679");
        assertThat(Rounding.DEFAULT.price(101.123456789, OrderSide.SELL)).isEqualTo("101.12345678");
        assertThat(Rounding.DEFAULT.price(65_000.5, OrderSide.BUY)).isEqualTo("65000.50000000");
    }

    /** At eight decimals a coin of a hundred thousandth would be bought and sold at its open, and one of less for nothing. */
    @Property
    void costsAreKeptHoweverCheapTheInstrument(
            @ForAll @DoubleRange(min = 1.0, max = 10.0) double digits,
            @ForAll @IntRange(min = -12, max = 6) int exponent) {
        double open = digits * Math.pow(10.0, exponent);
        CostModel costs = CostModel.DEFAULT;
        double bought =
                Rounding.DEFAULT.price(costs.buyPrice(open), OrderSide.BUY).doubleValue();
        double sold =
                Rounding.DEFAULT.price(costs.sellPrice(open), OrderSide.SELL).doubleValue();
        assertThat(bought).isBetween(costs.buyPrice(open), costs.buyPrice(open) * (1.0 + 1e-6));
        assertThat(sold).isBetween(costs.sellPrice(open) * (1.0 - 1e-6), costs.sellPrice(open));
    }

    @Test
    void zeroKeepsItsScale() {
        assertThat(Rounding.DEFAULT.money(-0.0)).isEqualTo(new BigDecimal("0.00000000"));
        assertThat(Rounding.DEFAULT.quantity(-1e-9)).isEqualTo(new BigDecimal("0.00000000"));
    }

    @Test
    void whatIsNoNumberIsRefused() {
        for (double amount : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> Rounding.DEFAULT.money(amount));
            assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> Rounding.DEFAULT.quantity(amount));
        }
    }

    @Test
    void scalesAreBounded() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rounding(25, 8));
        assertThatIllegalArgumentException().isThrownBy(() -> new Rounding(8, -1));
    }
}
