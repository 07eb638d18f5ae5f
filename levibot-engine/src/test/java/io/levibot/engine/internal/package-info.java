@NullMarked
package io.levibot.engine.internal;

import org.jspecify.annotations.NullMarked;
