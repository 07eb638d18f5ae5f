/**
 * Bars: where they come from, what is refused, and a whole history as columns. Trades become bars here too.
 */
@NullMarked
package io.levibot.engine.bar;

import org.jspecify.annotations.NullMarked;
