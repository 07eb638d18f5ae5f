/**
 * Values that pass between a host application, the trading engine and its plugins. Everything here is immutable unless its
 * own documentation says otherwise, checks its arguments on construction, and uses UTC {@link java.time.Instant}s.
 */
@NullMarked
package io.levibot.api;

import org.jspecify.annotations.NullMarked;
