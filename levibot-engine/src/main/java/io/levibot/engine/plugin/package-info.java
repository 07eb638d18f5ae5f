/**
 * Discovery of plugins: what was found, what could not be loaded and why, and selection by name.
 */
@NullMarked
package io.levibot.engine.plugin;

import org.jspecify.annotations.NullMarked;
