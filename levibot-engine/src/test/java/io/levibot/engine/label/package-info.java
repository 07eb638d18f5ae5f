@NullMarked
package io.levibot.engine.label;

import org.jspecify.annotations.NullMarked;
