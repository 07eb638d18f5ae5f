/**
 * What keeps an engine from losing more than it may: the kill latch with its sources, the chain of limits, position sizing and
 * the clipping of exits.
 */
@NullMarked
package io.levibot.engine.risk;

import org.jspecify.annotations.NullMarked;
