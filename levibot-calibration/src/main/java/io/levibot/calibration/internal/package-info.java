/** Shared by the packages of this module; not for hosts. */
@NullMarked
package io.levibot.calibration.internal;

import org.jspecify.annotations.NullMarked;
