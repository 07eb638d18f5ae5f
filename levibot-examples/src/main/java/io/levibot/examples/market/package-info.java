/** Markets to practise on: generated ones whose truth is known, and the real trades that the build brings along. */
@NullMarked
package io.levibot.examples.market;

import org.jspecify.annotations.NullMarked;
