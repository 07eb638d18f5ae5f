/**
 * LightGBM models: training through the native library, scoring through it or in pure Java.
 *
 * <p>Public are the providers that ServiceLoader finds and, for hosts that score rows themselves, the pure Java way from a text
 * model to a score: {@link LightGbmModelReader}, {@link LightGbmModel}, {@link LightGbmScorer}.
 */
@NullMarked
package io.levibot.model.lightgbm;

import org.jspecify.annotations.NullMarked;
