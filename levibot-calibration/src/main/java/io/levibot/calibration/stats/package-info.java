/**
 * Scores and errors of probabilities with their intervals and nulls, evidence for trading returns, and drift detectors.
 *
 * <p>Everything here is a pure function of its arguments: no input or output, no clock, no hidden randomness. The same
 * arguments, seeds included, give the same bits on every machine and JDK, because transcendental functions come from
 * {@link java.lang.StrictMath} and random numbers from a generator whose algorithm is written down here. A slip of the
 * caller (NaN where a number is needed, lengths that differ, a probability outside [0, 1]) is an
 * {@link java.lang.IllegalArgumentException}; what is undefined on good input (a ratio over zero) is NaN, and the
 * method says so.
 */
@NullMarked
package io.levibot.calibration.stats;

import org.jspecify.annotations.NullMarked;
