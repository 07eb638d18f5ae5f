/**
 * Orders, fills, the broker's interface with its paper implementation, and the book of what is held. Quantities, prices of
 * fills, fees and cash are {@link java.math.BigDecimal}s with an explicit scale; {@link io.levibot.engine.execution.Rounding}
 * is the one place where a double becomes one.
 */
@NullMarked
package io.levibot.engine.execution;

import org.jspecify.annotations.NullMarked;
