@NullMarked
package io.levibot.engine.plugin;

import org.jspecify.annotations.NullMarked;
