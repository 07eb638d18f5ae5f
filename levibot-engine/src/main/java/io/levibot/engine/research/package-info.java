/**
 * Making and judging models: which rows may be used for what, and in which order.
 */
@NullMarked
package io.levibot.engine.research;

import org.jspecify.annotations.NullMarked;
