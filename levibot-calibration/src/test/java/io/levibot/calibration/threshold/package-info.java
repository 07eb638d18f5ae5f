/** Tests of policies and the sweep. */
@NullMarked
package io.levibot.calibration.threshold;

import org.jspecify.annotations.NullMarked;
