package io.levibot.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CostModelTest {
    private static final double ROUNDING = 1e-9;

    @Test
    void pricesATradeByHand() {
        // Fee 10 bp, half spread 2 bp, slippage 3 bp, price 20,000: a buyer pays 5 bp = 10 more, a seller gets 10 less.
        CostModel costs = new CostModel(10.0, 2.0, 3.0);

        assertThat(costs.buyPrice(20_000.0)).isCloseTo(20_010.0, within(ROUNDING));
        assertThat(costs.sellPrice(20_000.0)).isCloseTo(19_990.0, within(ROUNDING));
        assertThat(costs.fee(20_000.0)).isCloseTo(20.0, within(ROUNDING));
        assertThat(costs.feeFraction()).isCloseTo(0.001, within(1e-15));
        // Twice 15 bp.
        assertThat(costs.roundTripFraction()).isCloseTo(0.003, within(1e-15));
    }

    @Test
    void costsNothingWhenFree() {
        assertThat(CostModel.FREE.buyPrice(123.45)).isEqualTo(123.45);
        assertThat(CostModel.FREE.sellPrice(123.45)).isEqualTo(123.45);
        assertThat(CostModel.FREE.fee(123.45)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"NaN, 0, 0, fee", "0, -1, 0, half spread", "0, 0, 1001, slippage", "Infinity, 0, 0, fee"})
    void refusesCostsOutOfRange(double fee, double halfSpread, double slippage, String part) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CostModel(fee, halfSpread, slippage))
                .withMessageStartingWith(part)
                .withMessageContaining("0 to 1000");
    }
}
