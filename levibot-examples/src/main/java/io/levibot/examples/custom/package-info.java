/** A predictor and a kill switch of one's own, in a few dozen lines. */
@NullMarked
package io.levibot.examples.custom;

import org.jspecify.annotations.NullMarked;
