/**
 * Calibrators: maps from a model's raw score to a probability, each reached through a
 * {@link io.levibot.api.spi.CalibratorProvider} of this package, and {@link io.levibot.calibration.IsotonicRegression} as a
 * regression of its own.
 *
 * <p>What holds for all of them: fits are weighted (a weight of k counts like k equal rows; a weight of 0 like no row), change
 * no argument, and give the same bits on every machine and JDK ({@link java.lang.StrictMath} throughout). Fitted maps are
 * immutable and thread-safe. Input that does not determine a map is refused with a message that says what is needed.
 */
@NullMarked
package io.levibot.calibration;

import org.jspecify.annotations.NullMarked;
