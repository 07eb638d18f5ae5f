@NullMarked
package io.levibot.engine.registry;

import org.jspecify.annotations.NullMarked;
