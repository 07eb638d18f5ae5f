/** Candles from the public REST interface of Binance, closed ones only: downloaded, or followed as they close. */
@NullMarked
package io.levibot.examples.binance;

import org.jspecify.annotations.NullMarked;
