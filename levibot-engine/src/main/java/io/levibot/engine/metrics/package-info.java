/**
 * An engine's meters. {@link io.levibot.engine.metrics.EngineMetrics} lists them.
 */
@NullMarked
package io.levibot.engine.metrics;

import org.jspecify.annotations.NullMarked;
