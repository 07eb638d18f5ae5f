/** Tests of what the packages share. */
@NullMarked
package io.levibot.calibration.internal;

import org.jspecify.annotations.NullMarked;
