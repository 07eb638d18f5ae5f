/**
 * LightGBM models: training through the native library, scoring through it or in pure Java.
 *
 * <p>Public are the two providers that ServiceLoader finds; everything else is internal.
 */
@NullMarked
package io.levibot.model.lightgbm;

import org.jspecify.annotations.NullMarked;
