@NullMarked
package io.levibot.engine.execution;

import org.jspecify.annotations.NullMarked;
