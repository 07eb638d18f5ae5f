package io.levibot.engine.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTest {
    private static final String LONGEST = "x".repeat(64);

    private static Order order(String id, String quantity, double price) {
        return new Order(
                id,
                Symbol.of("BTCUSDT"),
                OrderSide.SELL,
                new BigDecimal(quantity),
                OrderIntent.MODEL_EXIT,
                Reason.OUTLIER,
                Instant.EPOCH,
                price);
    }

    @Test
    void everyAllowedCharacterMayStandInAnId() {
        for (char c = 0; c < 0x250; c++) {
            String id = "a" + c;
            if (("" + c).matches("[A-Za-z0-9._:-]")) {
                assertThat(order(id, "1", 1.0).clientId()).isEqualTo(id);
            } else {
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> order(id, "1", 1.0))
                        .withMessageContaining("client order id '" + id + "'");
            }
        }
    }

    @Test
    void anIdHasOneTo64Characters() {
        assertThat(order(LONGEST, "1", 1.0).clientId()).hasSize(64);
        assertThatIllegalArgumentException().isThrownBy(() -> order(LONGEST + "x", "1", 1.0));
        assertThatIllegalArgumentException().isThrownBy(() -> order("", "1", 1.0));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY})
    void aReferencePriceIsFiniteAndAboveZero(double price) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> order("a", "1", price))
                .withMessageContaining("reference price");
    }

    @Test
    void aQuantityIsAboveZeroAndSignedByItsSide() {
        assertThatIllegalArgumentException().isThrownBy(() -> order("a", "0.00", 1.0));
        assertThat(order("a", "0.25", 1.0).signedQuantity()).isEqualTo("-0.25");
    }
}
