/**
 * The hash-chained journal of an engine: one JSON object a line, in the order in which things happened, each line's hash over
 * the hash before it. Written before an order leaves; sealed by a clean close.
 */
@NullMarked
package io.levibot.engine.journal;

import org.jspecify.annotations.NullMarked;
