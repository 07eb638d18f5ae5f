package io.levibot.api.spi;

import io.levibot.api.PositionSide;

/**
 * The book of one symbol as a policy may see it. Valid during the call only.
 *
 * @since 0.1.0
 */
public interface PositionView {
    /** Returns the direction held. */
    PositionSide side();

    /** Returns for how many bars the position has been held: 0 when flat or filled within the current bar. */
    int barsHeld();

    /** Returns the open profit as a fraction of the entry price, costs apart; 0 when flat. */
    double openReturn();
}
