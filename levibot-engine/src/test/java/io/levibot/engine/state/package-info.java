@NullMarked
package io.levibot.engine.state;

import org.jspecify.annotations.NullMarked;
