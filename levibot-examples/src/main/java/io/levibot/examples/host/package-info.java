/**
 * A small HTTP host around one engine: health, predictions, the kill latch, automation and metrics. It shows how an application
 * composes the library; {@link io.levibot.examples.host.TradingHost} is where to begin.
 */
@NullMarked
package io.levibot.examples.host;

import org.jspecify.annotations.NullMarked;
