package io.levibot.engine.bar;

/**
 * Everything that a {@link BarGuard} remembers.
 *
 * @param lastSeenOpen open time of the newest bar seen, epoch milliseconds; {@link Long#MIN_VALUE} before any
 * @param lastAcceptedOpen open time of the newest bar accepted, epoch milliseconds; {@link Long#MIN_VALUE} before any
 * @param lastAcceptedClose its close, NaN before any
 * @param suspectClose close of a refused bar that the next one may confirm, NaN if there is none
 * @param outliersInARow bars refused as outliers since the last accepted one, 0 or more
 * @since 0.1.0
 */
public record GuardState(
        long lastSeenOpen, long lastAcceptedOpen, double lastAcceptedClose, double suspectClose, int outliersInARow) {}
