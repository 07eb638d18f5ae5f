package io.levibot.engine.execution;

import io.levibot.api.Reason;
import io.levibot.api.Symbol;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;

/**
 * A market order.
 *
 * @param clientId derives from symbol, bar, intent and bundle, so that the same decision never makes two orders; 1 to 64 of
 *     A-Z a-z 0-9 . _ : -
 * @param symbol the instrument
 * @param side direction
 * @param quantity units of the base asset, above 0, with the scale of the engine's {@link Rounding}
 * @param intent what it is for
 * @param reason why it was made
 * @param createdAt the engine's time of the decision
 * @param referencePrice last close when it was made, above 0; for sizing and sanity checks, not a limit
 * @since 0.1.0
 */
public record Order(
        String clientId,
        Symbol symbol,
        OrderSide side,
        BigDecimal quantity,
        OrderIntent intent,
        Reason reason,
        Instant createdAt,
        double referencePrice) {
    private static final int MAX_ID_LENGTH = 64;

    /** @throws IllegalArgumentException if the id, quantity or price is not allowed */
    public Order {
        Objects.requireNonNull(clientId, "clientId");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(side, "side");
        Objects.requireNonNull(quantity, "quantity");
        Objects.requireNonNull(intent, "intent");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(createdAt, "createdAt");
        if (!isClientId(clientId)) {
            throw new IllegalArgumentException(
                    "client order id '" + clientId + "': allowed are 1 to 64 of A-Z a-z 0-9 . _ : -");
        }
        if (quantity.signum() <= 0) {
            throw new IllegalArgumentException("order " + clientId + ": quantity " + quantity + " must be above 0");
        }
        if (!(referencePrice > 0.0 && referencePrice <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException(
                    "order " + clientId + ": reference price " + referencePrice + " must be finite and above 0");
        }
    }

    // No regular expression: a matcher for every order was a twentieth of a backtest that trades at every bar.
    private static boolean isClientId(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            boolean digitOrMark = (c >= '0' && c <= '9') || c == '.' || c == '_' || c == ':' || c == '-';
            if (!letter && !digitOrMark) {
                return false;
            }
        }
        return !text.isEmpty() && text.length() <= MAX_ID_LENGTH;
    }

    /** Returns the change of the held quantity if the order fills whole: negative for a sale. */
    public BigDecimal signedQuantity() {
        return side == OrderSide.BUY ? quantity : quantity.negate();
    }
}
