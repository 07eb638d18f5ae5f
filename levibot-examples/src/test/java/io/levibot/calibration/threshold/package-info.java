/** Benchmarks of the inside of the sweep, which no public method reaches alone. */
@NullMarked
package io.levibot.calibration.threshold;

import org.jspecify.annotations.NullMarked;
