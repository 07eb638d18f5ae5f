/**
 * Threshold policies, and the sweep that chooses their thresholds.
 */
@NullMarked
package io.levibot.calibration.threshold;

import org.jspecify.annotations.NullMarked;
