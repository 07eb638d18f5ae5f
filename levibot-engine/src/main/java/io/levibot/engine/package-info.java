/**
 * The trading engine: composes plugins into the one path from a closed bar to a decision, live and in backtests alike.
 * {@link io.levibot.engine.TradingEngine} is where to begin.
 */
@NullMarked
package io.levibot.engine;

import org.jspecify.annotations.NullMarked;
