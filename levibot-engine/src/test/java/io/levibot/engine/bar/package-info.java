@NullMarked
package io.levibot.engine.bar;

import org.jspecify.annotations.NullMarked;
