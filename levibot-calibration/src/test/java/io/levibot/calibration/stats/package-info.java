/** Tests of the statistics. */
@NullMarked
package io.levibot.calibration.stats;

import org.jspecify.annotations.NullMarked;
