/** The fallback predictor that a host may switch on for the time without a usable model. */
@NullMarked
package io.levibot.engine.heuristic;

import org.jspecify.annotations.NullMarked;
